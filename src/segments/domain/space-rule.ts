import type { BoolNode, RuleDocument, ValueNode } from '#kernel/rule'

const field = (name: string): ValueNode => ({ kind: 'field', field: name })
const missing = (name: string): BoolNode => ({ kind: 'compare', left: field(name), op: 'isMissing' })
const later = (name: string): BoolNode => ({ kind: 'compare', left: field(name), op: '>', value: { kind: 'asOf' } })
const above = (name: string): BoolNode => ({ kind: 'compare', left: field(name), op: '>', value: 0 })
const either = (...any: BoolNode[]): BoolNode => ({ kind: 'any', any })
const is = (name: string, value: string): BoolNode => ({ kind: 'compare', left: field(name), op: '=', value })

/** When a row of a table is of something that is held, as `heldSets` has it. */
const HELD = {
  account: either(later('close_date'), { kind: 'all', all: [missing('close_date'), { kind: 'compare', left: field('status'), op: '!=', value: 'CLOSED', missing: true }] }),
  position: { kind: 'all', all: [either(missing('maturity_date'), later('maturity_date')), either(missing('status'), is('status', 'HOLDING'))] },
  loan: either(missing('end_date'), later('end_date')),
  holding: either(above('end_bal'), above('mkt_value')),
} as const satisfies Record<string, BoolNode>

/** The rule of who holds no product of a category, by the tables the bank has; balances count for so many days. */
export function ruleOfLacking(category: string, tables: readonly (keyof typeof HELD)[], balanceDays: number): RuleDocument {
  const rows = (table: keyof typeof HELD): BoolNode => ({
    kind: 'compare',
    left: { kind: 'agg', table, fn: 'count', window: table === 'holding' ? { kind: 'last', n: balanceDays, unit: 'd' } : { kind: 'all' }, filter: { kind: 'all', all: [is('product.category', category), HELD[table]] } },
    op: '=',
    value: 0,
  })
  const all = tables.map(rows)
  const [first] = all
  return { v: 1, kind: 'rule', rule: first !== undefined && all.length === 1 ? first : { kind: 'all', all } }
}
