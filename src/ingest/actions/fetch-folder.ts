import { copyFile, readdir, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { fail } from '#kernel/error'
import type { FolderConnector } from '../contract.js'
import { compilePattern, inOrder, type FilePattern, type ListedFile } from '../domain/file-pattern.js'
import type { Fetcher, FetchPlace } from './fetcher.js'

/** Files of a folder below the import folder. One that may still be growing is left for later. */
export function folderFetcher(place: FetchPlace, connector: FolderConnector): Fetcher {
  const pattern = compilePattern(connector.pattern) ?? fail('CONNECTOR_PATTERN_INVALID', { pattern: connector.pattern }, 'connector.pattern')
  return {
    once: true,
    async list() {
      const folder = await insideImportDir(place, connector.path)
      const names = await readdir(folder)
      const complete = new Set(names)
      const fitting = names.filter((name) => pattern.match(name) !== null && isComplete(name, complete, connector))
      const files = await Promise.all(fitting.map((name) => describe(folder, name, pattern)))
      const settledBefore = place.context.clock.now().getTime() - connector.settleSeconds * 1000
      const settled = files.filter((file): file is ListedFile => file !== null && (connector.doneSuffix !== undefined || Date.parse(file.changedAt) <= settledBefore))
      return inOrder(settled, connector.order)
    },
    async take(file) {
      const now = await describe(resolve(file.place, '..'), file.name, pattern)
      if (now?.mark !== file.mark) fail('FILE_CHANGED', {}, 'connector.path')
      return { file: { path: file.place } }
    },
    sample: (file, path) => copyFile(file.place, path),
  }
}

function isComplete(name: string, names: ReadonlySet<string>, { doneSuffix }: FolderConnector): boolean {
  if (doneSuffix === undefined) return true
  return !name.endsWith(doneSuffix) && names.has(`${name}${doneSuffix}`)
}

async function describe(folder: string, name: string, pattern: FilePattern): Promise<ListedFile | null> {
  const path = join(folder, name)
  const facts = await stat(path).catch(() => null)
  if (facts?.isFile() !== true) return null
  const changedAt = facts.mtime.toISOString()
  return { name, place: path, bytes: facts.size, mark: `${facts.size}:${changedAt}`, changedAt, businessDate: pattern.match(name)?.date ?? null }
}

async function insideImportDir(place: FetchPlace, path: string): Promise<string> {
  const { importDir } = place.context.settings
  const root = importDir === null ? fail('FILE_OUTSIDE_IMPORT_DIR', {}, 'connector.path') : await realpath(importDir).catch(() => fail('CONNECTOR_FOLDER', { path }, 'connector.path'))
  const folder = await realpath(resolve(root, path)).catch(() => fail('CONNECTOR_FOLDER', { path }, 'connector.path'))
  if (folder !== root && !folder.startsWith(root + sep)) fail('FILE_OUTSIDE_IMPORT_DIR', {}, 'connector.path')
  const facts = await stat(folder)
  return facts.isDirectory() ? folder : fail('CONNECTOR_FOLDER', { path }, 'connector.path')
}
