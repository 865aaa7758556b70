import { createHash } from 'node:crypto'
import type { Context } from '#platform/context'
import { loadKeys, markUsed, type StoredKey } from '../store/write-key-store.js'

/** Write keys in memory: intake asks for one with every request. */
export interface KeyRing {
  /** The enabled key of a text, or null. */
  find(text: string): StoredKey | null
  /** The name of a key id, for people. */
  nameOf(id: string): string
  /** Whether some enabled key takes events from pages of an origin. */
  allowsOrigin(origin: string): boolean
  /** Takes `n` events of the key's rate; seconds to wait when there is not that much left. */
  spend(key: Pick<StoredKey, 'id' | 'rateLimit'>, n: number, now: number): number
  reload(): Promise<void>
  /** Stores when keys were last used. */
  flush(): Promise<void>
}

export function hashOfKey(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

interface Bucket {
  left: number
  at: number
}

const MOST_TEXTS = 1000

export async function createKeyRing(context: Context): Promise<KeyRing> {
  let keys = new Map<string, StoredKey>()
  const byText = new Map<string, StoredKey>()
  const buckets = new Map<string, Bucket>()
  const used = new Set<string>()
  const reload = async () => {
    keys = new Map((await loadKeys(context.ledger)).map((key) => [key.hash, key]))
    byText.clear()
  }
  await reload()
  const enabled = () => [...keys.values()].filter((key) => key.enabled)
  return {
    find(text) {
      const found = byText.get(text) ?? keys.get(hashOfKey(text))
      if (found?.enabled !== true) return null
      if (byText.size < MOST_TEXTS) byText.set(text, found)
      used.add(found.id)
      return found
    },
    nameOf: (id) => [...keys.values()].find((key) => key.id === id)?.name ?? id,
    allowsOrigin: (origin) => enabled().some((key) => allows(key, origin)),
    spend(key, n, now) {
      if (key.rateLimit === null) return 0
      const bucket = buckets.get(key.id) ?? { left: key.rateLimit, at: now }
      bucket.left = Math.min(key.rateLimit, bucket.left + ((now - bucket.at) / 1000) * key.rateLimit)
      bucket.at = now
      buckets.set(key.id, bucket)
      // A batch larger than a second's worth may go once the bucket is full; it then owes the rest.
      if (bucket.left < Math.min(n, key.rateLimit)) return Math.ceil((Math.min(n, key.rateLimit) - bucket.left) / key.rateLimit)
      bucket.left -= n
      return 0
    },
    reload,
    async flush() {
      const ids = [...used]
      used.clear()
      await markUsed(context.ledger, ids, context.clock.now())
    },
  }
}

/** Whether a key takes events from pages of an origin. */
export function allows(key: Pick<StoredKey, 'origins'>, origin: string): boolean {
  return key.origins.includes('*') || key.origins.includes(origin)
}
