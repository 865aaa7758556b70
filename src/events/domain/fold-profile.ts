import type { ProfileOp } from './record.js'

export interface ProfileStep {
  readonly key: string
  readonly op: ProfileOp
  /** JSON text. */
  readonly value: string
}

/**
 * Traits after every step in order of time: `set` takes the newest, `set_once` the first, `increment` adds, `append` adds
 * list members once, `unset` removes, `delete` removes all. Steps of one operation that were stored twice must be given
 * once.
 */
export function foldProfile(steps: readonly ProfileStep[]): Record<string, unknown> {
  const traits = new Map<string, unknown>()
  for (const { key, op, value } of steps) {
    if (op === 'delete') traits.clear()
    else if (op === 'unset') traits.delete(key)
    else if (op !== 'set_once' || !traits.has(key)) traits.set(key, next(op, traits.get(key), JSON.parse(value) as unknown))
  }
  return Object.fromEntries(traits)
}

function next(op: 'set' | 'set_once' | 'increment' | 'append', before: unknown, value: unknown): unknown {
  if (op === 'increment') return (typeof before === 'number' ? before : 0) + (typeof value === 'number' ? value : 0)
  if (op !== 'append') return value
  const list: readonly unknown[] = Array.isArray(before) ? before : []
  const added: readonly unknown[] = Array.isArray(value) ? value : [value]
  return [...list, ...added.filter((item) => !list.includes(item))]
}
