import { identifier, join, sql, type Sql } from '#kernel/sql'
import { bankTable, storedName, type BankType } from '../domain/bank-model.js'
import { hashDomain, identifierKind } from '../domain/identifier-kind.js'
import type { ColumnSpec, Target } from '../contract.js'
import { bankRows } from './bank-rows-query.js'
import { hashedByType, hashedValue, type HashPads } from './hashed-value.js'
import { typedColumn } from './typed-column.js'
import type { Fault, TypedColumn, TypingContext } from './typing.js'

/** A target's columns ready for SQL: what each stored column is and what can be wrong with a row. */
export interface RowPlan {
  readonly target: Target
  readonly columns: readonly PlannedColumn[]
  /** Joins for looked-up values. */
  readonly joins: readonly Sql[]
  /** Text of the row's key: the declared key's values, else file hash and line. */
  readonly key: Sql
  readonly hasKey: boolean
  /** Which staged rows belong to the target. */
  readonly filter: Sql
}

export interface PlannedColumn extends TypedColumn {
  /** Bank column or attribute. */
  readonly name: string
  readonly stored: string
  readonly type: BankType
  readonly identifier: boolean
}

export interface PlanContext extends TypingContext {
  /** First 16 hex digits of the file's SHA-256. */
  readonly fileHash: string
  /** Visible run ids of a bank table, for lookups. */
  readonly runsOf: (table: Target['table']) => readonly number[]
  /** For columns kept as a keyed hash only. */
  readonly pads: HashPads
}

const LINE = sql`_line`

/** Plans a target's row from its mapping. */
export function planRow(target: Target, context: PlanContext): RowPlan {
  const table = bankTable(target.table)
  const joins: Sql[] = []
  const plan = (name: string, spec: ColumnSpec, type: BankType, required: boolean) =>
    plannedValue(spec, type, required, context, joins, name)
  const columns: PlannedColumn[] = []
  for (const [name, column] of Object.entries(table.columns)) {
    const spec = target.columns[name]
    if (spec === undefined) continue
    const typed = plan(name, spec, column.type, column.required === true)
    const kept = column.hashed === true ? hashedColumn(typed, target.table, name, columns, context) : typed
    columns.push({ ...kept, name, stored: storedName(name, column.type), type: column.type, identifier: column.identifier !== undefined })
  }
  for (const [key, attribute] of Object.entries(target.attributes ?? {})) {
    const typed = plan(key, attribute.column, attribute.type, false)
    columns.push({ ...typed, name: key, stored: `x_${key}`, type: attribute.type, identifier: false })
  }
  const keyed = table.key.every((name) => target.columns[name] !== undefined)
  return { target, columns, joins, hasKey: keyed, key: keyed ? keyText(table.key, columns) : lineId(context), filter: filterOf(target, context) }
}

/** Only the keyed hash of the value goes on, into the key too. */
function hashedColumn(typed: TypedColumn, table: Target['table'], name: string, before: readonly PlannedColumn[], context: PlanContext): TypedColumn {
  const domain = hashDomain(table, name)
  const text = sql`ifNull(toString(${typed.value}), '')`
  const type = 'by' in domain ? before.find((column) => column.name === domain.by) : undefined
  const hash = 'kind' in domain ? hashedValue(text, domain.kind, context.pads) : hashedByType(text, type?.value ?? sql`''`, context.pads)
  return { value: sql`if(${typed.value} IS NULL, NULL, toNullable(${hash}))`, faults: typed.faults }
}

function keyText(key: readonly string[], columns: readonly PlannedColumn[]): Sql {
  const parts = key.map((name) => columns.find((column) => column.name === name)?.value ?? sql`''`)
  const [first, ...rest] = parts.map((part) => sql`ifNull(toString(${part}), '')`)
  return rest.reduce((text, part) => sql`concat(${text}, char(31), ${part})`, first ?? sql`''`)
}

function lineId(context: PlanContext): Sql {
  return sql`concat(${context.fileHash}, '-', toString(${LINE}))`
}

function filterOf(target: Target, context: PlanContext): Sql {
  const tests = Object.entries(target.where ?? {}).map(([name, text]) => sql`trimBoth(${context.text(name)}) = ${text}`)
  return tests.reduce((all, test) => sql`${all} AND ${test}`, sql`1`)
}

function plannedValue(
  spec: ColumnSpec,
  type: BankType,
  required: boolean,
  context: PlanContext,
  joins: Sql[],
  name: string,
): TypedColumn {
  if (typeof spec === 'string') return typedColumn({ from: spec }, type, required, context)
  if ('line' in spec) return { value: sql`toNullable(${lineId(context)})`, faults: [] }
  if ('constant' in spec) return constantColumn(String(spec.constant), type, context)
  if ('lookup' in spec) return lookedUp(spec, context, joins, name, required)
  return typedColumn(spec, type, required, context)
}

function constantColumn(value: string, type: BankType, context: PlanContext): TypedColumn {
  return typedColumn({ from: 'constant' }, type, true, { text: () => sql`${value}`, timeZone: context.timeZone, minorDigits: context.minorDigits })
}

type Lookup = Extract<ColumnSpec, { lookup: unknown }>

function lookedUp(spec: Lookup, context: PlanContext, joins: Sql[], name: string, required: boolean): TypedColumn {
  const alias = `lookup_${name}`
  const { table, by, value, where } = spec.lookup
  const runs = [...context.runsOf(table)]
  const tests = Object.entries(where ?? {}).map(([column, text]) => sql` AND ${identifier(column)} = ${text}`)
  const filter = tests.reduce((all, test) => sql`${all}${test}`, sql`1`)
  const person = bankTable(table).customer === 'none' ? ['row_key'] : ['cust_no', 'cust_id', 'shard_key', 'row_key']
  const columns = [...new Set([by, value, ...Object.keys(where ?? {})])].filter((column) => !person.includes(column))
  const text = sql`trimBoth(${context.text(spec.from)})`
  joins.push(
    sql`LEFT ANY JOIN (SELECT toString(${identifier(by)}) AS by_text, toString(${identifier(value)}) AS found FROM ${bankRows(table, runs, columns)} WHERE ${filter}) AS ${identifier(alias)} ON ${identifier(alias)}.by_text = ${soughtText(text, spec.lookup, context)}`,
  )
  const found = sql`${identifier(alias)}.found`
  const missing: Fault = { when: sql`${text} = ''`, code: 'VALUE_MISSING' }
  return { value: found, faults: [...(required ? [missing] : []), { when: sql`(${text} != '' AND ${found} IS NULL)`, code: 'LOOKUP_NOT_FOUND' }] }
}

/** What is sought: the text, or its keyed hash where the table keeps nothing else. */
function soughtText(text: Sql, { table, by, where }: Lookup['lookup'], context: PlanContext): Sql {
  if (bankTable(table).columns[by]?.hashed !== true) return text
  const domain = hashDomain(table, by)
  return hashedValue(text, 'kind' in domain ? domain.kind : identifierKind(where?.[domain.by] ?? ''), context.pads)
}

/** True for a row with no fault. */
export function isGood(plan: RowPlan): Sql {
  const faults = plan.columns.flatMap((column) => column.faults)
  return faults.length === 0 ? sql`1` : sql`NOT (${join(faults.map(({ when }) => when), sql` OR `)})`
}

/** Column and code of the first fault of a row, as `column:CODE`; '' for a good row. */
export function faultText(plan: RowPlan): Sql {
  const cases = plan.columns.flatMap((column) => column.faults.flatMap(({ when, code }) => [when, sql`${`${column.name}:${code}`}`]))
  return cases.length === 0 ? sql`''` : sql`multiIf(${join(cases)}, '')`
}
