import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail } from '#kernel/error'

/**
 * 32-byte keys by id as base64; the last seals, all of them open. `made` says when. `hash` never changes once data is
 * hashed.
 */
export interface KeySet {
  readonly seal: Readonly<Record<string, string>>
  readonly hash: string
  readonly made?: Readonly<Record<string, string>> | undefined
}

export function keyFile(keyDir: string): string {
  return join(keyDir, 'keys.json')
}

/** The keys of a folder, made when there are none. @throws AppError KEY_FILE_INVALID */
export async function readKeys(keyDir: string): Promise<KeySet> {
  const file = keyFile(keyDir)
  await mkdir(keyDir, { recursive: true, mode: 0o700 })
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return makeKeys(file)
  try {
    const { seal, hash, made } = JSON.parse(text) as Partial<KeySet>
    return seal !== undefined && hash !== undefined ? { seal, hash, made } : fail('KEY_FILE_INVALID', { file })
  } catch {
    return fail('KEY_FILE_INVALID', { file })
  }
}

export function newKey(): string {
  return randomBytes(32).toString('base64')
}

/** Written to disk before anything is sealed with it; never overwrites. */
async function makeKeys(file: string): Promise<KeySet> {
  const keys: KeySet = { seal: { k1: newKey() }, hash: newKey(), made: { k1: new Date().toISOString() } }
  await writeSynced(file, keys, 'wx')
  return keys
}

/** Replaces the key file whole: either the old or the new keys are there, whatever happens between. */
export async function replaceKeys(keyDir: string, keys: KeySet): Promise<void> {
  const file = keyFile(keyDir)
  const draft = `${file}.new`
  await writeSynced(draft, keys, 'w')
  await rename(draft, file)
  const folder = await open(dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function writeSynced(file: string, keys: KeySet, flags: 'wx' | 'w'): Promise<void> {
  const handle = await open(file, flags, 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(keys)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
