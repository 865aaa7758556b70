import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'
import { hashedValue, type HashPads } from './hashed-value.js'
import { currentNumbers } from './person-rows.js'
import { faultText, isGood, type PlannedColumn, type RowPlan } from './staged-row.js'

export interface StagePlace {
  /** Rows of this load with their line in `_line`: its stage table, or the file where the engine reads it itself. */
  readonly stage: Sql
}

/** The load's stage table as a place. */
export function stageTable(name: string): Sql {
  return sql`${identifier(name)} AS staged`
}

function source(plan: RowPlan, place: StagePlace): Sql {
  const joins = plan.joins.reduce((all, piece) => sql`${all} ${piece}`, sql``)
  return sql`${place.stage} ${joins} WHERE ${plan.filter}`
}

/** Good lines that repeat a declared key, all but the last one of each: a bad line never stands in for a good one. */
export function repeatedLines(plan: RowPlan, place: StagePlace): Sql {
  const body = source(plan, place)
  return sql`SELECT arrayJoin(arraySlice(arraySort(groupArray(_line)), 1, -1)) FROM ${body} AND ${isGood(plan)} GROUP BY ${plan.key} HAVING count() > 1`
}

/** One of several parts the keys are counted in, by their hash. */
export interface KeyPart {
  readonly part: number
  readonly parts: number
}

/**
 * Rows, and distinct keys by hash: equal keys hash equal, so too few means there may be repeats, which are then sought
 * exactly. The hashes are held in memory, so many keys are counted part by part.
 */
export function stagedCountQuery(plan: RowPlan, place: StagePlace, { part, parts }: KeyPart): Query<{ rows: string; keys: string }> {
  if (!plan.hasKey) return query(sql`SELECT count() AS rows, count() AS keys FROM ${source(plan, place)}`)
  const hash = sql`cityHash64(${plan.key})`
  const within = parts === 1 ? sql`` : sql` AND ${hash} % ${parts} = ${part}`
  return query(sql`SELECT count() AS rows, uniqExact(${hash}) AS keys FROM ${source(plan, place)}${within}`)
}

/** Distinct customer ids of the target's rows. */
export function customerIdsQuery(plan: RowPlan, place: StagePlace): Query<{ cust_id: string }> {
  const value = custIdOf(plan)
  return query(sql`SELECT DISTINCT assumeNotNull(${value}) AS cust_id FROM ${source(plan, place)} AND ${value} IS NOT NULL`)
}

function custIdOf(plan: RowPlan): Sql {
  return plan.columns.find((planned) => planned.name === 'cust_id')?.value ?? sql`CAST(NULL, 'Nullable(String)')`
}

/** Every bad row: line, column and code of its first fault. `raw` adds the row itself as text. */
export function rejectsQuery(plan: RowPlan, place: StagePlace, repeated: boolean, raw: Sql = sql`''`): Query<{ line: string; fault: string; raw: string }> {
  const fault = faultText(plan)
  if (!repeated) return query(sql`SELECT _line AS line, ${fault} AS fault, ${raw} AS raw FROM ${source(plan, place)} AND NOT (${isGood(plan)}) ORDER BY line`)
  const lines = repeatedLines(plan, place)
  return query(
    sql`SELECT line, fault, raw FROM (SELECT _line AS line, multiIf(NOT (${isGood(plan)}), ${fault}, _line IN (${lines}), '*:KEY_REPEATED', '') AS fault, ${raw} AS raw FROM ${source(plan, place)}) WHERE fault != '' ORDER BY line`,
  )
}

export interface InsertPlan extends StagePlace {
  readonly table: string
  readonly runId: number
  readonly businessDate: string
  readonly repeated: boolean
  /** Visible runs whose keys must not be loaded again (append). */
  readonly already: readonly number[]
  /** Per-customer tables carry the person's number. */
  readonly perCustomer: boolean
  /** Column a row without a customer is kept under; such tables only. */
  readonly anonymous?: string | undefined
}

/** Writes the good rows of a target into its bank table. */
export function insertRowsStatement(plan: RowPlan, into: InsertPlan): Sql {
  const kept = plan.columns.filter((column) => !column.identifier && column.name !== 'cust_id')
  const person = into.perCustomer ? personColumns(into.anonymous !== undefined) : []
  const names = ['run_id', 'row_key', 'valid_from', ...(into.perCustomer ? ['cust_id', 'cust_no', 'shard_key'] : []), ...kept.map((column) => column.stored)]
  const values = [
    sql`toUInt64(${into.runId})`,
    sql`row_key`,
    sql`toDate32(${into.businessDate})`,
    ...person,
    ...kept.map((column) => sql`${identifier(column.stored)}`),
  ]
  const how = into.anonymous === undefined ? sql`INNER` : sql`LEFT`
  const numbers = into.perCustomer
    ? sql` ${how} JOIN (SELECT cust_id AS person, cust_no, shard_key FROM ${currentNumbers()} AS everyone) AS numbers ON numbers.person = good.cust_id`
    : sql``
  return sql`INSERT INTO ${identifier(into.table)} (${join(names.map((name) => identifier(name)))}) SELECT ${join(values)} FROM (${goodRows(plan, into, kept)}) AS good${numbers}`
}

function personColumns(anonymous: boolean): Sql[] {
  if (!anonymous) return [sql`cust_id`, sql`numbers.cust_no`, sql`numbers.shard_key`]
  return [sql`cust_id`, sql`ifNull(numbers.cust_no, 0)`, sql`if(cust_id = '', nobody, ifNull(numbers.shard_key, cust_id))`]
}

function goodRows(plan: RowPlan, into: InsertPlan, kept: readonly PlannedColumn[]): Sql {
  const custId = custIdOf(plan)
  const person = into.anonymous === undefined ? [sql`assumeNotNull(${custId}) AS cust_id`] : [sql`ifNull(${custId}, '') AS cust_id`, sql`${shardOfNobody(plan, into.anonymous)} AS nobody`]
  const columns = [
    sql`${plan.key} AS row_key`,
    ...(into.perCustomer ? person : []),
    ...kept.map((column) => sql`${column.value} AS ${identifier(column.stored)}`),
  ]
  return sql`SELECT ${join(columns)} FROM ${source(plan, into)} AND ${isGood(plan)}${withoutRepeats(plan, into)}${withoutLoaded(plan, into)}`
}

/** Where a row without a customer lives: with its device, or alone. */
function shardOfNobody(plan: RowPlan, anonymous: string): Sql {
  const owner = plan.columns.find((column) => column.name === anonymous)
  return owner === undefined ? plan.key : sql`if(ifNull(toString(${owner.value}), '') = '', ${plan.key}, ifNull(toString(${owner.value}), ''))`
}

function withoutRepeats(plan: RowPlan, place: StagePlace & { readonly repeated: boolean }): Sql {
  return place.repeated ? sql` AND _line NOT IN (${repeatedLines(plan, place)})` : sql``
}

/** Keys loaded before; of those only the ones whose hash this file has are held in memory. */
function withoutLoaded(plan: RowPlan, into: InsertPlan): Sql {
  if (into.already.length === 0) return sql``
  const mine = sql`SELECT cityHash64(${plan.key}) FROM ${source(plan, into)}`
  return sql` AND ${plan.key} NOT IN (SELECT row_key FROM ${identifier(into.table)} WHERE has(${[...into.already]}, toInt64(run_id)) AND cityHash64(row_key) IN (${mine}))`
}

const HASHED = new Set(['name', 'mobile', 'id_no', 'email'])

/** Direct identifiers of the rows that are taken, as text, to be sealed outside the engine; their hashes are made here. */
export function identifiersQuery(plan: RowPlan, place: StagePlace & { readonly repeated: boolean }, pads: HashPads): Query<Record<string, string | null>> {
  const columns = plan.columns
    .filter((column) => column.identifier)
    .flatMap((column) => {
      const clear = sql`${column.value} AS ${identifier(column.name)}`
      const hash = sql`if(ifNull(${column.value}, '') = '', '', ${hashedValue(sql`ifNull(${column.value}, '')`, column.name, pads)})`
      return HASHED.has(column.name) ? [clear, sql`${hash} AS ${identifier(`${column.name}_hash`)}`] : [clear]
    })
  return query(
    sql`SELECT assumeNotNull(${custIdOf(plan)}) AS cust_id, ${join(columns)} FROM ${source(plan, place)} AND ${isGood(plan)}${withoutRepeats(plan, place)}`,
  )
}
