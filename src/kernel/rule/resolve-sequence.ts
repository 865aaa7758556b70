import { type IntervalNode, type SequenceNode, stepsOf } from './node.js'
import { resolveRows } from './resolve-aggregate.js'
import { resolveWindow, spanOf } from './resolve-window.js'
import { allOrNull, mistaken, type Resolver } from './resolver.js'
import { type FactSpec } from './schema.js'
import { type TypedSequence, type TypedStep, type TypedValue } from './typed.js'

/** Resolves a sequence: its window, span, and the table and condition of every step. */
export function resolveSequence(r: Resolver, node: SequenceNode, path: string): TypedSequence | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: 'sequence' })
  const before = r.mistakes.length
  const steps = resolveSteps(r, node, path)
  const facts = [...new Map((steps ?? []).map(({ fact }) => [fact.table, fact])).values()]
  const window = resolveWindow(r, node.window, facts, `${path}.window`)
  // The one that keeps days only, where there is one: by it every row counts.
  const fact = facts.find(({ timeType }) => timeType === 'date') ?? facts[0]
  if (steps === null || fact === undefined) return null
  const span = spanOf(r, node.within, fact, `${path}.within`)
  if (r.mistakes.length > before || window === null) return null
  const keeping = fact.timeType === 'date' ? 'day' : 'ms'
  return { kind: 'sequence', path, facts, steps, keeping, span, within: node.within, window, strict: node.strict ?? false }
}

/** A table nobody knows is told once. */
function resolveSteps(r: Resolver, node: SequenceNode, path: string): TypedStep[] | null {
  const unknown = new Set<string>()
  const steps = stepsOf(node).map((step, at) => {
    const isOwn = node.steps[at] !== step.if
    const place = `${path}.steps[${at}]`
    const fact = r.schema.fact(step.table)
    if (fact === undefined) return noTable(r, step.table, isOwn ? `${place}.table` : `${path}.table`, unknown)
    const condition = resolveRows(r, step.if, fact, isOwn ? `${place}.if` : place)
    return condition === null ? null : { fact, if: condition }
  })
  return allOrNull(steps)
}

function noTable(r: Resolver, table: string, path: string, told: Set<string>): null {
  if (told.has(path)) return null
  told.add(path)
  return mistaken(r, 'RULE_UNKNOWN_FACT', path, { table })
}

const UNITS = { d: { zh: '天', en: ' days' }, h: { zh: '小时', en: ' hours' }, min: { zh: '分钟', en: ' minutes' } }

/** Resolves the time between two rows: their table, window and conditions. */
export function resolveInterval(r: Resolver, node: IntervalNode, path: string): TypedValue | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: 'interval' })
  const fact = r.schema.fact(node.table)
  const window = resolveWindow(r, node.window, [fact], `${path}.window`)
  if (fact === undefined) return mistaken(r, 'RULE_UNKNOWN_FACT', `${path}.table`, { table: node.table })
  const from = resolveRows(r, node.from, fact, `${path}.from`)
  const to = resolveRows(r, node.to, fact, `${path}.to`)
  const unit = node.unit ?? 'd'
  const isSound = hasUnit(r, fact, unit, path)
  if (!isSound || window === null || from === null || to === null) return null
  const info = { type: node.pick === 'avg' ? ('decimal' as const) : ('int' as const), unit: UNITS[unit] }
  return { kind: 'interval', path, info, fact, from, to, pick: node.pick, unit, window }
}

function hasUnit(r: Resolver, fact: FactSpec, unit: IntervalNode['unit'], path: string): boolean {
  if (fact.timeType !== 'date' || unit === 'd') return true
  mistaken(r, 'RULE_SEQUENCE_UNIT', `${path}.unit`, { table: fact.table })
  return false
}
