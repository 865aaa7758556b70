import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '#kernel/error'
import { hashPads, keyedHash } from './keyed-hash.js'
import type { Secrets } from './secrets.js'

/** 32-byte keys by id as base64; the last is used to seal, all of them open. `hash` never changes once data is hashed. */
export interface KeySet {
  readonly seal: Readonly<Record<string, string>>
  readonly hash: string
}

export interface SecretsOptions {
  /** `<data>/keys`; used when `keys` is absent, its file made on first start. */
  readonly keyDir: string
  /** Keys from configuration (a vault, a mounted secret) instead of the file. */
  readonly keys?: KeySet | undefined
}

const NONCE = 12
const TAG = 16

/** Opens the sealing and hashing keys. @throws AppError KEY_FILE_INVALID */
export async function openSecrets(options: SecretsOptions): Promise<Secrets> {
  const file = join(options.keyDir, 'keys.json')
  const given = options.keys ?? (await readKeys(options.keyDir, file))
  const seals = new Map(Object.entries(given.seal).map(([id, key]) => [id, decode(key, file)]))
  const current = [...seals].at(-1) ?? fail('KEY_FILE_INVALID', { file })
  const hashKey = decode(given.hash, file)
  const pads = hashPads(hashKey)
  return {
    seal: (clear) => seal(clear, current[0], current[1]),
    open: (sealed) => unseal(sealed, seals),
    hash: (domain, normalised) => keyedHash(pads, domain, normalised),
    hashPads: () => ({ inner: pads.inner.toString('hex'), outer: pads.outer.toString('hex') }),
    fingerprint: () => ({
      fromFile: options.keys === undefined,
      seal: [...seals].map(([id, key]) => ({ id, fingerprint: fingerprint(key) })),
      hash: fingerprint(hashKey),
    }),
  }
}

function seal(clear: string, id: string, key: Buffer): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(id))
  const text = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()])
  return `${id}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`
}

function unseal(sealed: string, keys: ReadonlyMap<string, Buffer>): string {
  const [id = '', body = ''] = sealed.split('.')
  const key = keys.get(id) ?? fail('SEAL_BROKEN', { key: id })
  const bytes = Buffer.from(body, 'base64url')
  if (bytes.length < NONCE + TAG) fail('SEAL_BROKEN', { key: id })
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
    decipher.setAAD(Buffer.from(id))
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
  } catch {
    return fail('SEAL_BROKEN', { key: id })
  }
}

/** Which key it is without telling the key. */
function fingerprint(key: Buffer): string {
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'qunce key fingerprint', 16))
  return createHash('sha256').update(derived).digest('hex').slice(0, 12)
}

function decode(key: string, file: string): Buffer {
  const bytes = Buffer.from(key, 'base64')
  return bytes.length === 32 ? bytes : fail('KEY_FILE_INVALID', { file })
}

async function readKeys(keyDir: string, file: string): Promise<KeySet> {
  await mkdir(keyDir, { recursive: true, mode: 0o700 })
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return makeKeys(file)
  try {
    const { seal, hash } = JSON.parse(text) as Partial<KeySet>
    return seal !== undefined && hash !== undefined ? { seal, hash } : fail('KEY_FILE_INVALID', { file })
  } catch {
    return fail('KEY_FILE_INVALID', { file })
  }
}

/** Written to disk before anything is sealed with it; never overwrites. */
async function makeKeys(file: string): Promise<KeySet> {
  const keys: KeySet = {
    seal: { k1: randomBytes(32).toString('base64') },
    hash: randomBytes(32).toString('base64'),
  }
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(keys)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return keys
}
