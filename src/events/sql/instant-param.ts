import { param, sql, type Sql, type TypedParam } from '#kernel/sql'

/** An ISO instant in UTC as the engine reads a bound one: without `T` and `Z`. */
export function instantParam(iso: string): TypedParam {
  return param(iso.replace('T', ' ').replace('Z', ''), "DateTime64(3, 'UTC')")
}

/** A DateTime64(3, 'UTC') as ISO text: `2026-01-02T03:04:05.678Z`. */
export function isoText(instant: Sql): Sql {
  return sql`concat(replaceOne(toString(${instant}), ' ', 'T'), 'Z')`
}
