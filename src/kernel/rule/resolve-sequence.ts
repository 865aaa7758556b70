import { type SequenceNode } from './node.js'
import { checkWindow, resolveRows } from './resolve-aggregate.js'
import { allOrNull, mistaken, type Resolver } from './resolver.js'
import { type TypedSequence } from './typed.js'

const MS = { d: 86_400_000, h: 3_600_000, min: 60_000 } as const

/** Resolves a sequence: its table, window, span and the condition of every step. */
export function resolveSequence(r: Resolver, node: SequenceNode, path: string): TypedSequence | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: 'sequence' })
  const before = r.mistakes.length
  const fact = r.schema.fact(node.table)
  const window = node.window ?? { kind: 'all' }
  checkWindow(r, window, `${path}.window`)
  if (fact === undefined) return mistaken(r, 'RULE_UNKNOWN_FACT', `${path}.table`, { table: node.table })
  const days = fact.timeType === 'date'
  if (days && node.within.unit !== 'd') mistaken(r, 'RULE_SEQUENCE_UNIT', `${path}.within.unit`, { table: node.table })
  const steps = allOrNull(node.steps.map((step, at) => resolveRows(r, step, fact, `${path}.steps[${at}]`)))
  if (r.mistakes.length > before || steps === null) return null
  const span = days ? node.within.n : node.within.n * MS[node.within.unit]
  return { kind: 'sequence', path, fact, steps, span, within: node.within, window }
}
