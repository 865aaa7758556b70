import { createHash } from 'node:crypto'

/** What an entry's hash covers besides its predecessor's hash. */
export interface ChainedEntry {
  readonly seq: number
  readonly at: string
  readonly actor_id: string
  readonly actor_name: string
  readonly actor_kind: string
  readonly action: string
  readonly object_kind: string
  readonly object_key: string
  readonly before: unknown
  readonly after: unknown
  readonly purpose: string | null
  readonly ip: string | null
}

/** SHA-256 of the predecessor's hash followed by the entry as canonical JSON (keys sorted, no spaces), hex. */
export function entryHash(previous: string, entry: ChainedEntry): string {
  const {
    seq,
    at,
    actor_id,
    actor_name,
    actor_kind,
    action,
    object_kind,
    object_key,
    before,
    after,
    purpose,
    ip,
  } = entry
  const covered = {
    seq,
    at,
    actor_id,
    actor_name,
    actor_kind,
    action,
    object_kind,
    object_key,
    before,
    after,
    purpose,
    ip,
  }
  return createHash('sha256').update(previous).update(canonicalJson(covered)).digest('hex')
}

/** JSON with object keys sorted by code unit at every depth. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    const record = inner as Record<string, unknown>
    return Object.fromEntries(
      Object.keys(record)
        .sort()
        .map((key) => [key, record[key]]),
    )
  })
}

/** A value as jsonb will give it back: undefined dropped, dates as text, no NUL and no lone surrogates. */
export function storable(value: unknown): unknown {
  if (value === undefined || value === null) return null
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'string' ? storableText(inner) : inner,
  )
}

/** Text PostgreSQL accepts. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD')
}
