import { objectOf } from './record.js'

/** Names under which senders say who it is, in every protocol. */
const WHO = new Set(['userId', 'user_id', 'anonymousId', 'anonymous_id', 'previousId', 'distinct_id', 'original_id', 'login_id', '$identity_login_id', '$identity_anonymous_id', '$device_id', 'cust_id', 'device_id'])

interface Person {
  readonly custIds: readonly string[]
  readonly devices: readonly string[]
}

/**
 * Says whether what was rejected is of a person: it names them or their device as its sender, however short the id, or
 * holds an identifier of theirs anywhere.
 */
export function rejectFinder(person: Person, mentions: (text: string) => boolean): (raw: string) => boolean {
  const ids = new Set([...person.custIds, ...person.devices])
  return (raw) => mentions(raw) || names(parsed(raw), ids, 0)
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return null
  }
}

const DEEPEST = 8

function names(value: unknown, ids: ReadonlySet<string>, depth: number): boolean {
  if (depth > DEEPEST) return false
  if (Array.isArray(value)) return value.some((each) => names(each, ids, depth + 1))
  const object = objectOf(value)
  if (object === null) return false
  return Object.entries(object).some(([key, each]) => (WHO.has(key) && (typeof each === 'string' || typeof each === 'number') ? ids.has(String(each)) : names(each, ids, depth + 1)))
}
