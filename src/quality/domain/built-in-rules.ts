import { bankTable, bankTableNames, type BankColumn, type BankTableName } from '#ingest/contract'
import { isFact } from './bank-column-place.js'
import type { QualityRule } from './quality-rule.js'
import { qualityRuleSchema } from './rule-body.js'
import { ruleSentence } from './rule-sentence.js'

const PAST_DATES = ['birth_date', 'open_date', 'reg_date', 'hire_date', 'assessed_at']

/** Tables by the one column that names their rows, so that `rm_emp_id` is known to name an employee. */
const NAMED: ReadonlyMap<string, BankTableName> = new Map(
  bankTableNames.flatMap((name) => {
    const [key, second] = bankTable(name).key
    return key !== undefined && second === undefined && key.endsWith('_id') && name !== 'contact_pref' ? [[key, name] as const] : []
  }),
)

/**
 * Rules every bank has from the start, read off the bank model: required columns are filled, listed codes are used, keys
 * are unique, references lead somewhere, money keeps its unit, days have their usual rows, identifiers are well formed.
 */
export function builtInRules(): QualityRule[] {
  return bankTableNames.flatMap((table) => [...keyRules(table), ...Object.entries(bankTable(table).columns).flatMap(([name, column]) => columnRules(table, name, column))])
}

/** A source is not later than twice its usual interval. */
export function sourceRule(source: string): QualityRule {
  return rule(`source.${source}.timeliness`, { source, check: { kind: 'timeliness' } })
}

function keyRules(table: BankTableName): QualityRule[] {
  const unique = rule(`${table}.key.uniqueness`, { table, columns: [...bankTable(table).key], check: { kind: 'uniqueness' }, severity: 'block' })
  return isFact(table) ? [unique, rule(`${table}.rows.volume`, { table, check: { kind: 'volume' } })] : [unique]
}

function columnRules(table: BankTableName, name: string, column: BankColumn): QualityRule[] {
  const at = { table, columns: [name] }
  const make = (kind: string, body: object) => rule(`${table}.${name}.${kind}`, { ...at, ...body })
  const rules: QualityRule[] = []
  if (column.required === true && column.identifier === undefined) rules.push(make('completeness', { check: { kind: 'completeness' }, severity: 'block' }))
  if (column.values !== undefined) rules.push(make('values', { check: { kind: 'validity', test: 'values', values: Object.keys(column.values) } }))
  if (column.type === 'date' && PAST_DATES.includes(name)) rules.push(make('date', { check: { kind: 'validity', test: 'date', from: '1900-01-01' } }))
  if (column.type === 'money') rules.push(make('unit-change', { check: { kind: 'unit-change' } }))
  const test = column.identifier === 'id_no' ? 'id-checksum' : column.identifier
  if (test === 'id-checksum' || test === 'mobile' || test === 'email') rules.push(make(test, { check: { kind: 'validity', test, minShare: 0.99 } }))
  const named = referredTable(table, name)
  if (named !== null) rules.push(make('reference', { check: { kind: 'referential', to: named } }))
  return rules
}

function referredTable(table: BankTableName, name: string): { table: BankTableName; column: string } | null {
  if (table === 'org' && name === 'parent_id') return { table: 'org', column: 'org_id' }
  for (const [key, to] of NAMED) if (to !== table && (name === key || name.endsWith(`_${key}`))) return { table: to, column: key }
  return null
}

function rule(key: string, body: object): QualityRule {
  const parsed = qualityRuleSchema.parse(body)
  return { key, version: null, body: parsed, name: ruleSentence(parsed) }
}
