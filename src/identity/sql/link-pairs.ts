import { identifier, join, sql, type Sql } from '#kernel/sql'
import { BITS, KEY_KINDS, type KeyKind } from '../domain/link-fields.js'

export type SharingLimits = Readonly<Record<KeyKind, number>>

const KINDS = Object.entries(KEY_KINDS) as [KeyKind, number][]

/** Value of a kind by the kind's number. */
function byKind(values: Readonly<Record<KeyKind, number>>): Sql {
  const branches = KINDS.map(([name, number]) => sql`kind = ${number}, ${values[name]}`)
  return sql`multiIf(${join(branches)}, 0)`
}

/** Values that more than one customer number has, with everybody who has it; more than the limit says nothing. */
export function sharedValues(keys: string, limits: SharingLimits): Sql {
  const table = identifier(keys)
  const often = sql`SELECT kind, value FROM ${table} GROUP BY kind, value HAVING uniqUpTo(1)(own) > 1`
  const each = sql`SELECT kind, value, own, any(birth) AS birth, ifNull(toInt32(min(first_seen)), -1000000) AS since, ifNull(toInt32(max(last_seen)), 1000000) AS until FROM ${table} WHERE (kind, value) IN (${often}) GROUP BY kind, value, own`
  return sql`SELECT kind, value, groupArray((own, since, until)) AS people, uniqExactIf(birth, birth IS NOT NULL) > 1 AS family FROM (${each}) GROUP BY kind, value HAVING length(people) BETWEEN 2 AND ${byKind(limits)}`
}

/**
 * Fills the working table of pairs worth comparing: customer numbers that share a value, each pair once with the bits of
 * all they share. A device people of different birth dates use is a family's.
 */
export function stagePairsStatement(table: string, keys: string, limits: SharingLimits): Sql {
  const bits = sql`bitOr(${byKind({ ...BITS })}, bitOr(if(kind = ${KEY_KINDS.device} AND family, ${BITS.family}, 0), if(kind = ${KEY_KINDS.mobile} AND pair.1.2 <= pair.2.3 AND pair.2.2 <= pair.1.3, ${BITS.overlap}, 0)))`
  const pairs = sql`SELECT kind, family, arrayJoin(arrayFlatten(arrayMap((one, at) -> arrayMap(other -> if(one.1 < other.1, (one, other), (other, one)), arraySlice(people, at + 1)), people, arrayEnumerate(people)))) AS pair FROM (${sharedValues(keys, limits)})`
  return sql`INSERT INTO ${identifier(table)} (a, b, bits) SELECT pair.1.1 AS a, pair.2.1 AS b, groupBitOr(toUInt32(${bits})) AS bits FROM (${pairs}) GROUP BY a, b`
}
