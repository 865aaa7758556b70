import { param, type TypedParam } from '#kernel/sql'

/** An ISO instant in UTC as the engine reads a bound one: without `T` and `Z`. */
export function instantParam(iso: string): TypedParam {
  return param(iso.replace('T', ' ').replace('Z', ''), "DateTime64(3, 'UTC')")
}
