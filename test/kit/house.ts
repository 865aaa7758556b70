import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

interface House {
  readonly kernel: readonly string[]
  readonly platform: readonly string[]
  readonly rooms: readonly string[]
  /** Folders of web/rooms that mirror no room. */
  readonly web: readonly string[]
}

export const house = JSON.parse(readFileSync(join(root, 'house.json'), 'utf8')) as House

/** Text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

export function isFile(path: string): boolean {
  return existsSync(join(root, path))
}

/** Every file below a folder of the repository, by path from its root; none when there is no such folder. */
export function filesBelow(folder: string): string[] {
  if (!isFile(folder)) return []
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`
    return statSync(join(root, path)).isDirectory() ? filesBelow(path) : [path]
  })
}

/** Folders directly below a folder that hold at least one file: git keeps no empty ones. */
export function foldersIn(folder: string): string[] {
  if (!isFile(folder)) return []
  return readdirSync(join(root, folder)).filter((name) => filesBelowOrNone(`${folder}/${name}`))
}

function filesBelowOrNone(path: string): boolean {
  return statSync(join(root, path)).isDirectory() && filesBelow(path).length > 0
}
