import { join, param, sql, type Sql } from '#kernel/sql'
import { armEnds, type Arm } from './arm.js'

/** SQL of `bucketOf`: Float64 in [0, 1). `unit` is a String expression, never NULL. */
export function bucketSql(salt: string, unit: Sql): Sql {
  return sql`(murmurHash3_32(concat(${salt}, ':', ${unit})) / 4294967296)`
}

/** SQL of `armOf`: the key of the arm as a String. */
export function armSql(salt: string, unit: Sql, arms: readonly Arm[]): Sql {
  const ends = armEnds(arms)
  const last = arms[arms.length - 1]?.key ?? ''
  if (arms.length === 1) return sql`${last}`
  const bucket = bucketSql(salt, unit)
  const branches = arms
    .slice(0, -1)
    .map((arm, at) => sql`${bucket} < ${param(ends[at] ?? 1, 'Float64')}, ${arm.key}`)
  return sql`multiIf(${join(branches)}, ${last})`
}
