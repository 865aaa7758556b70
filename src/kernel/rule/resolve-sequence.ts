import { type SequenceNode } from './node.js'
import { resolveRows } from './resolve-aggregate.js'
import { resolveWindow, spanOf } from './resolve-window.js'
import { allOrNull, mistaken, type Resolver } from './resolver.js'
import { type TypedSequence } from './typed.js'

/** Resolves a sequence: its table, window, span and the condition of every step. */
export function resolveSequence(r: Resolver, node: SequenceNode, path: string): TypedSequence | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: 'sequence' })
  const before = r.mistakes.length
  const fact = r.schema.fact(node.table)
  const window = resolveWindow(r, node.window, `${path}.window`)
  if (fact === undefined) return mistaken(r, 'RULE_UNKNOWN_FACT', `${path}.table`, { table: node.table })
  const span = spanOf(r, node.within, fact, `${path}.within`)
  const steps = allOrNull(node.steps.map((step, at) => resolveRows(r, step, fact, `${path}.steps[${at}]`)))
  if (r.mistakes.length > before || steps === null || window === null) return null
  return { kind: 'sequence', path, fact, steps, span, within: node.within, window }
}
