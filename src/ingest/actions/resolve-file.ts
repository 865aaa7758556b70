import { access, realpath } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { AppError, fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { FileRef } from '../contract.js'
import { findUpload } from '../store/upload-store.js'

/** Where a file's bytes are and what it was called. Server paths are read only below the import folder. */
export async function resolveFile(
  context: Context,
  file: FileRef,
  trustedPath: boolean,
): Promise<{ path: string; name: string }> {
  if ('fileId' in file) {
    const upload = await findUpload(context.ledger, file.fileId)
    return { path: join(uploadFolder(context), upload.id), name: upload.name }
  }
  const path = await realpath(resolve(file.path)).catch(() => fail('FILE_NOT_FOUND', { path: file.path }, 'file.path'))
  if (!trustedPath) await assertInside(context.settings.importDir, path)
  await access(path).catch(() => fail('FILE_NOT_FOUND', { path: file.path }, 'file.path'))
  return { path, name: file.path }
}

async function assertInside(importDir: string | null, path: string): Promise<void> {
  const root = importDir === null ? null : await realpath(importDir).catch(() => null)
  if (root === null || !path.startsWith(root + sep)) throw new AppError('FILE_OUTSIDE_IMPORT_DIR', {}, 'file.path')
}

/** Folder of uploaded files. */
export function uploadFolder(context: Context): string {
  return join(context.settings.dataDir, 'uploads')
}
