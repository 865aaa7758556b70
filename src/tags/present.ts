import type { TagSnapshot } from './actions/latest-snapshot.js'

/** A snapshot as people see it: no table names. */
export function presentSnapshot(snapshot: TagSnapshot | null) {
  if (snapshot === null) return null
  const { runId, asOf, builtAt, customers, tags } = snapshot
  return { runId, asOf, builtAt, customers, tags: tags.length }
}
