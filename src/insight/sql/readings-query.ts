import type { FactPass } from '#kernel/rule'
import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'

/** One customer of a snapshot, to be read as a base. */
export function oneCustomer(table: string, custNo: number): Sql {
  return sql`(SELECT * FROM ${identifier(table)} WHERE cust_no = toUInt32(${custNo}))`
}

/** Passes that read one customer's rows only, found by the primary key. Readings of the whole bank stay as they are. */
export function passesOfOne(passes: readonly FactPass[], custNo: number): FactPass[] {
  return passes.map((pass) => (pass.over === undefined ? { ...pass, where: sql`(${pass.where}) AND cust_no = toUInt32(${custNo})` } : pass))
}

/** Values of several expressions for those who may be seen, as text. */
export function readingsQuery(from: Sql, values: readonly Sql[], visible: Sql): Query<{ readings: (string | null)[] }> {
  return query(sql`SELECT [${join(values.map((value) => sql`CAST(toString(${value}), 'Nullable(String)')`))}] AS readings FROM ${from} WHERE ${visible}`)
}
