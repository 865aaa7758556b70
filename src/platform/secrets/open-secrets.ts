import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { fail } from '#kernel/error'
import { keyFile, newKey, readKeys, replaceKeys, type KeySet } from './key-file.js'
import { hashPads, keyedHash } from './keyed-hash.js'
import type { SealedPlace, Secrets } from './secrets.js'

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
  const file = keyFile(options.keyDir)
  let given = options.keys ?? (await readKeys(options.keyDir))
  let ring = ringOf(given, file)
  const hashKey = decode(given.hash, file)
  const pads = hashPads(hashKey)
  const places: SealedPlace[] = []
  const replace = async (next: KeySet) => {
    await replaceKeys(options.keyDir, next)
    given = next
    ring = ringOf(next, file)
  }
  return {
    seal: (clear) => seal(clear, ring.activeId, ring.active),
    open: (sealed) => unseal(sealed, ring.keys),
    hash: (domain, normalised) => keyedHash(pads, domain, normalised),
    hashPads: () => ({ inner: pads.inner.toString('hex'), outer: pads.outer.toString('hex') }),
    fingerprint: () => ({
      fromFile: options.keys === undefined,
      seal: [...ring.keys].map(([id, key]) => ({ id, fingerprint: fingerprint(key), madeAt: given.made?.[id] ?? null })),
      hash: fingerprint(hashKey),
    }),
    activeKey: () => ring.activeId,
    async addKey(now) {
      if (options.keys !== undefined) fail('KEYS_CONFIGURED')
      const id = nextId([...ring.keys.keys()])
      await replace({ ...given, seal: { ...given.seal, [id]: newKey() }, made: { ...given.made, [id]: now.toISOString() } })
      return id
    },
    async retireKey(id) {
      if (options.keys !== undefined) fail('KEYS_CONFIGURED')
      if (!ring.keys.has(id)) fail('KEY_UNKNOWN', { key: id })
      if (id === ring.activeId) fail('KEY_ACTIVE', { key: id })
      const without = (keys: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(keys).filter(([name]) => name !== id))
      await replace({ ...given, seal: without(given.seal), made: without(given.made ?? {}) })
    },
    keepsSealed(place) {
      if (places.some(({ name }) => name === place.name)) throw new TypeError(`two sealed places are called ${place.name}`)
      places.push(place)
    },
    places: () => places,
  }
}

interface Ring {
  readonly keys: ReadonlyMap<string, Buffer>
  readonly activeId: string
  readonly active: Buffer
}

function ringOf(given: KeySet, file: string): Ring {
  const keys = new Map(Object.entries(given.seal).map(([id, key]) => [id, decode(key, file)]))
  const [activeId, active] = [...keys].at(-1) ?? fail('KEY_FILE_INVALID', { file })
  return { keys, activeId, active }
}

/** `k` and the next number: an id that was retired is not given again while a higher one is there. */
function nextId(ids: readonly string[]): string {
  const numbers = ids.map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0))
  return `k${Math.max(0, ...numbers) + 1}`
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
