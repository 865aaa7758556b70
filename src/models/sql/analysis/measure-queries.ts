import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

export interface MeasureInto {
  readonly runId: number
  readonly analysis: string
  readonly asOf: string
}

const TARGET = sql`INSERT INTO analysis_value (run_id, analysis, measure, cust_no, cust_id, shard_key, org_path, rm, value, low, high, as_of)`

/** Writes measures brought by a worker in a table of `cust_no`, `measure`, `value`, `low`, `high`, for the customers of a table of rows. */
export function insertMeasures({ runId, analysis, asOf }: MeasureInto, rows: string, brought: string): Sql {
  return sql`${TARGET} SELECT ${param(runId, 'UInt64')}, ${analysis}, found.measure, people.cust_no, people.cust_id, people.shard_key, people.org_path, people.rm, found.value, found.low, found.high, ${param(asOf, 'Date32')} FROM ${identifier(rows)} AS people INNER JOIN ${identifier(brought)} AS found ON found.cust_no = people.cust_no`
}

/** Writes measures that are columns of a table of rows; a customer without a value gets none. */
export function insertColumns({ runId, analysis, asOf }: MeasureInto, rows: string, measures: readonly { readonly measure: string; readonly value: Sql }[]): Sql {
  const pairs = join(measures.map(({ measure, value }) => sql`(${measure}, toFloat64(${value}))`))
  return sql`${TARGET} SELECT ${param(runId, 'UInt64')}, ${analysis}, pair.1, cust_no, cust_id, shard_key, org_path, rm, assumeNotNull(pair.2), NULL, NULL, ${param(asOf, 'Date32')} FROM (SELECT cust_no, cust_id, shard_key, org_path, rm, arrayJoin([${pairs}]) AS pair FROM ${identifier(rows)}) WHERE pair.2 IS NOT NULL`
}

export interface MeasuredRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly org_path: string
  readonly value: number
  readonly low: number | null
  readonly high: number | null
}

export interface MeasuredPage {
  readonly runId: number
  readonly measure: string
  readonly visible: Sql
  readonly after: { readonly value: number; readonly custNo: number } | null
  readonly limit: number
  readonly order?: 'largest' | 'smallest' | undefined
}

/** A page of a measure, the largest values first unless the smallest are asked for. */
export function measuredPageQuery({ runId, measure, visible, after, limit, order = 'largest' }: MeasuredPage): Query<MeasuredRow> {
  const from = after === null ? sql`1` : afterSql(after, order)
  const by = order === 'largest' ? sql`value DESC` : sql`value`
  return query(
    sql`SELECT cust_no, cust_id, org_path, value, low, high FROM analysis_value WHERE run_id = ${param(runId, 'UInt64')} AND measure = ${measure} AND ${visible} AND ${from} ORDER BY ${by}, cust_no LIMIT ${limit}`,
  )
}

function afterSql({ value, custNo }: { readonly value: number; readonly custNo: number }, order: 'largest' | 'smallest'): Sql {
  const last = param(value, 'Float64')
  const further = order === 'largest' ? sql`value < ${last}` : sql`value > ${last}`
  return sql`(${further} OR (value = ${last} AND cust_no > ${param(custNo, 'UInt32')}))`
}

export function measuredCountQuery(runId: number, measure: string, visible: Sql): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM analysis_value WHERE run_id = ${param(runId, 'UInt64')} AND measure = ${measure} AND ${visible}`)
}

/** Everything a run knows of one customer. */
export function customerMeasuresQuery(runId: number, visible: Sql, firstNumber: Sql): Query<MeasuredRow & { readonly measure: string }> {
  return query(
    sql`SELECT measure, cust_no, cust_id, org_path, value, low, high FROM analysis_value WHERE run_id = ${param(runId, 'UInt64')} AND cust_id = ${firstNumber} AND ${visible} ORDER BY measure`,
  )
}

/** Codes of a column of a table of rows, one more than `most` when there are too many. */
export function codesQuery(table: string, column: string, most: number): Query<{ code: string }> {
  const own = identifier(column)
  return query(sql`SELECT DISTINCT ifNull(${own}, '') AS code FROM ${identifier(table)} ORDER BY code LIMIT ${most + 1}`)
}
