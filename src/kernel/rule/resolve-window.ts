import { type SequenceNode, type Window } from './node.js'
import { mistaken, type Resolver } from './resolver.js'
import { type FactSpec } from './schema.js'
import { type TypedWindow } from './typed.js'
import { familyOf } from './unify.js'

const MS = { d: 86_400_000, h: 3_600_000, min: 60_000 } as const

/** Resolves a window; null when it holds mistakes, which are noted. Absent it is all rows so far. */
export function resolveWindow(r: Resolver, window: Window | undefined, path: string): TypedWindow | null {
  if (window === undefined) return { kind: 'all' }
  if (window.kind === 'between' && window.from < window.to) return mistaken(r, 'RULE_WINDOW_REVERSED', path, { from: window.from, to: window.to })
  if (window.kind !== 'since') return window
  const since = r.value({ ...r, fact: null }, window.since, `${path}.since`)
  if (since === null) return null
  if (familyOf(since.info.type) !== 'time') return mistaken(r, 'RULE_TYPE_MISMATCH', since.path, { expected: 'date', found: since.info.type })
  return { kind: 'since', since, days: window.days ?? null }
}

/** A span in the unit of a fact's time: days, or milliseconds where the fact keeps moments. Absent it is 0. */
export function spanOf(r: Resolver, within: SequenceNode['within'] | undefined, fact: FactSpec, path: string): number {
  if (within === undefined) return 0
  if (fact.timeType !== 'date') return within.n * MS[within.unit]
  if (within.unit !== 'd') mistaken(r, 'RULE_SEQUENCE_UNIT', `${path}.unit`, { table: fact.table })
  return within.n
}
