import type { BankColumnUse } from '../ports.js'
import type { QualityRuleBody } from './rule-body.js'

/** Bank columns a quality rule reads. */
export function ruleColumns({ table, columns, where, check }: QualityRuleBody): BankColumnUse[] {
  const own = table === undefined ? [] : [...columns, ...Object.keys(where ?? {})].map((column) => ({ table: table, column }))
  if (check.kind === 'referential') return [...own, check.to]
  if (check.kind !== 'reconciliation') return own
  return [...own, ...[check.left, check.right].flatMap((side) => [side.column, ...Object.keys(side.minus ?? {}), ...Object.keys(side.where ?? {})].map((column) => ({ table: side.table, column })))]
}
