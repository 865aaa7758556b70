import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#kernel/error'

/** Newer code migrates older formats; older code refuses newer ones. */
export const DATA_FORMAT = 1

/** What is fixed when a data directory is created. */
export interface DataDirMark {
  readonly format: number
  readonly timeZone: string
  readonly currency: string
  /** A demo directory stays one: loopback only, watermark, demo accounts. */
  readonly demo: boolean
  readonly createdAt: string
}

/** Where a data directory's mark stands. */
export function markFile(dataDir: string): string {
  return join(dataDir, 'qunce.json')
}

/** Reads the mark of a data directory, making it on first use. @throws AppError DATA_DIR_FORMAT */
export async function openDataDir(dataDir: string, fresh: Omit<DataDirMark, 'format' | 'createdAt'>, now: Date): Promise<DataDirMark> {
  await mkdir(dataDir, { recursive: true })
  const path = markFile(dataDir)
  if (!existsSync(path)) {
    const mark: DataDirMark = { format: DATA_FORMAT, ...fresh, createdAt: now.toISOString() }
    await writeFile(path, `${JSON.stringify(mark, null, 2)}\n`, { flag: 'wx' })
    await chmod(path, 0o600)
    return mark
  }
  const mark = JSON.parse(await readFile(path, 'utf8')) as DataDirMark
  if (mark.format > DATA_FORMAT) throw new AppError('DATA_DIR_FORMAT', { found: mark.format, known: DATA_FORMAT })
  return mark
}

/** The mark when the directory has one. */
export async function readDataDirMark(dataDir: string): Promise<DataDirMark | null> {
  const path = markFile(dataDir)
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as DataDirMark) : null
}
