import { stat } from 'node:fs/promises'
import { fail } from '#kernel/error'

/** Size and time of a file, to tell later whether it is still the same. */
export interface FileMark {
  readonly size: number
  readonly changedMs: number
}

export async function markFile(path: string): Promise<FileMark> {
  const { size, mtimeMs } = await stat(path)
  return { size, changedMs: mtimeMs }
}

/** A file is read more than once: what is committed must be the bytes that were hashed. @throws AppError FILE_CHANGED */
export async function assertUnchanged(path: string, mark: FileMark): Promise<void> {
  const now = await markFile(path).catch(() => null)
  if (now?.size !== mark.size || now.changedMs !== mark.changedMs) fail('FILE_CHANGED')
}
