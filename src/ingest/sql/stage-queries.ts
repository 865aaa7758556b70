import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'
import { faultText, type PlannedColumn, type RowPlan } from './staged-row.js'

export interface StagePlace {
  /** Stage table of this load. */
  readonly stage: string
}

function source(plan: RowPlan, place: StagePlace): Sql {
  const joins = plan.joins.reduce((all, piece) => sql`${all} ${piece}`, sql``)
  return sql`${identifier(place.stage)} AS staged ${joins} WHERE ${plan.filter}`
}

/** Lines that repeat a declared key, all but the last one of each. */
export function repeatedLines(plan: RowPlan, place: StagePlace): Sql {
  const body = source(plan, place)
  return sql`SELECT arrayJoin(arraySlice(arraySort(groupArray(_line)), 1, -1)) FROM ${body} GROUP BY ${plan.key} HAVING count() > 1`
}

/** Rows, and distinct keys by hash: equal keys hash equal, so too few means there may be repeats, which are then sought exactly. */
export function stagedCountQuery(plan: RowPlan, place: StagePlace): Query<{ rows: string; keys: string }> {
  const keys = plan.hasKey ? sql`uniqExact(cityHash64(${plan.key}))` : sql`count()`
  return query(sql`SELECT count() AS rows, ${keys} AS keys FROM ${source(plan, place)}`)
}

/** Distinct customer ids of the target's rows. */
export function customerIdsQuery(plan: RowPlan, place: StagePlace): Query<{ cust_id: string }> {
  const column = plan.columns.find((planned) => planned.name === 'cust_id')
  const value = column?.value ?? sql`NULL`
  return query(
    sql`SELECT DISTINCT assumeNotNull(${value}) AS cust_id FROM ${source(plan, place)} AND ${value} IS NOT NULL`,
  )
}

/** Every bad row: line, column, code and the text that was wrong. */
export function rejectsQuery(plan: RowPlan, place: StagePlace, repeated: boolean): Query<{ line: string; fault: string }> {
  const duplicate = repeated ? sql`if(_line IN (${repeatedLines(plan, place)}), '*:KEY_REPEATED', '')` : sql`''`
  const fault = faultText(plan)
  return query(
    sql`SELECT _line AS line, fault FROM (SELECT _line, if(${fault} != '', ${fault}, ${duplicate}) AS fault FROM ${source(plan, place)}) WHERE fault != '' ORDER BY _line`,
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
}

/** Writes the good rows of a target into its bank table. */
export function insertRowsStatement(plan: RowPlan, into: InsertPlan): Sql {
  const kept = plan.columns.filter((column) => !column.identifier && column.name !== 'cust_id')
  const names = ['run_id', 'row_key', 'valid_from', ...(into.perCustomer ? ['cust_id', 'cust_no', 'shard_key'] : []), ...kept.map((column) => column.stored)]
  const values = [
    sql`toUInt64(${into.runId})`,
    sql`row_key`,
    sql`toDate32(${into.businessDate})`,
    ...(into.perCustomer ? [sql`cust_id`, sql`numbers.cust_no`, sql`numbers.shard_key`] : []),
    ...kept.map((column) => sql`${identifier(column.stored)}`),
  ]
  const numbers = into.perCustomer
    ? sql` INNER JOIN (SELECT cust_id AS person, cust_no, shard_key FROM identity_customer) AS numbers ON numbers.person = good.cust_id`
    : sql``
  return sql`INSERT INTO ${identifier(into.table)} (${join(names.map((name) => identifier(name)))}) SELECT ${join(values)} FROM (${goodRows(plan, into, kept)}) AS good${numbers}`
}

function goodRows(plan: RowPlan, into: InsertPlan, kept: readonly PlannedColumn[]): Sql {
  const custId = plan.columns.find((column) => column.name === 'cust_id')?.value ?? sql`''`
  const columns = [
    sql`${plan.key} AS row_key`,
    ...(into.perCustomer ? [sql`assumeNotNull(${custId}) AS cust_id`] : []),
    ...kept.map((column) => sql`${column.value} AS ${identifier(column.stored)}`),
  ]
  const repeated = into.repeated ? sql` AND _line NOT IN (${repeatedLines(plan, into)})` : sql``
  const already =
    into.already.length === 0
      ? sql``
      : sql` AND ${plan.key} NOT IN (SELECT row_key FROM ${identifier(into.table)} WHERE has(${[...into.already]}, toInt64(run_id)))`
  return sql`SELECT ${join(columns)} FROM ${source(plan, into)} AND ${faultText(plan)} = ''${repeated}${already}`
}

/** Direct identifiers of the rows that are taken, as text, to be sealed outside the engine. */
export function identifiersQuery(plan: RowPlan, place: StagePlace & { readonly repeated: boolean }): Query<Record<string, string | null>> {
  const custId = plan.columns.find((column) => column.name === 'cust_id')?.value ?? sql`''`
  const columns = plan.columns.filter((column) => column.identifier).map((column) => sql`${column.value} AS ${identifier(column.name)}`)
  const repeated = place.repeated ? sql` AND _line NOT IN (${repeatedLines(plan, place)})` : sql``
  return query(
    sql`SELECT assumeNotNull(${custId}) AS cust_id, ${join(columns)} FROM ${source(plan, place)} AND ${faultText(plan)} = ''${repeated}`,
  )
}
