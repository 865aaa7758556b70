import { type Span, type Window } from './node.js'
import { mistaken, type Resolver } from './resolver.js'
import { type FactSpec } from './schema.js'
import { type TypedWindow } from './typed.js'
import { familyOf } from './unify.js'
import { SPAN_MS } from './window.js'

/** Resolves a window of some facts; null when it holds mistakes, which are noted. Absent it is all rows so far. */
export function resolveWindow(r: Resolver, window: Window | undefined, facts: readonly (FactSpec | undefined)[], path: string): TypedWindow | null {
  if (window === undefined) return { kind: 'all' }
  if (window.kind === 'between' && window.from < window.to) return mistaken(r, 'RULE_WINDOW_REVERSED', path, { from: window.from, to: window.to })
  const daily = window.kind === 'last' && window.unit === 'h' ? facts.find((fact) => fact?.timeType === 'date') : undefined
  if (daily !== undefined) return mistaken(r, 'RULE_WINDOW_HOURS', `${path}.unit`, { table: daily.table })
  if (window.kind !== 'since') return window
  const since = r.value({ ...r, fact: null }, window.since, `${path}.since`)
  if (since === null) return null
  if (familyOf(since.info.type) !== 'time') return mistaken(r, 'RULE_TYPE_MISMATCH', since.path, { expected: 'date', found: since.info.type })
  return { kind: 'since', since, days: window.days ?? null }
}

/** A span in the unit of a fact's time: days, or milliseconds where the fact keeps moments. Absent it is 0. */
export function spanOf(r: Resolver, within: Span | undefined, fact: FactSpec, path: string): number {
  if (within === undefined) return 0
  if (fact.timeType !== 'date') return within.n * SPAN_MS[within.unit]
  if (within.unit !== 'd') mistaken(r, 'RULE_SEQUENCE_UNIT', `${path}.unit`, { table: fact.table })
  return within.n
}
