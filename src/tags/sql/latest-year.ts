import { param, sql, type Sql } from '#kernel/sql'

/**
 * The latest year a text lists (2016,2019; dates are read by their years), none after the business date's: who is born later was
 * not there yet. Missing where no year stands.
 */
export function latestYear(text: Sql, asOf: string): Sql {
  const last = param(Number(asOf.slice(0, 4)), 'UInt32')
  return sql`nullIf(toInt64(arrayMax(arrayFilter(year -> year BETWEEN 1900 AND ${last}, arrayMap(digits -> toUInt16(digits), extractAll(ifNull(toString(${text}), ''), '[0-9]{4}'))))), 0)`
}
