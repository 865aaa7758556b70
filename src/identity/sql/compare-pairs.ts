import { identifier, query, sql, type Query, type Sql } from '#kernel/sql'
import { BITS, LINK_FIELDS, type LinkFieldName } from '../domain/link-fields.js'

const has = (bit: number): Sql => sql`bitAnd(bits, ${bit}) != 0`

const equal = (column: string, missing: Sql): Sql => {
  const [left, right] = [identifier('l', column), identifier('r', column)]
  return sql`multiIf(${left} = ${missing} OR ${right} = ${missing}, 0, ${left} = ${right}, 2, 1)`
}

const NAMES_DIFFER = sql`(l.name != 0 AND r.name != 0 AND l.name != r.name)`
const PEOPLE_DIFFER = sql`(${NAMES_DIFFER} AND (ifNull(l.birth != r.birth, false) OR (l.gender != 0 AND r.gender != 0 AND l.gender != r.gender)))`
/** Same year and month, day and month swapped, or one digit of the year. */
const NEAR = sql`(toYYYYMM(l.birth) = toYYYYMM(r.birth) OR (toYear(l.birth) = toYear(r.birth) AND toMonth(l.birth) = toDayOfMonth(r.birth) AND toDayOfMonth(l.birth) = toMonth(r.birth)))`

/** Level of each field for the customers `l` and `r` with what they share in `bits`. */
const LEVELS: Readonly<Record<LinkFieldName, Sql>> = {
  idNumber: sql`multiIf(${has(BITS.idNumber)}, 2, l.id = 0 OR r.id = 0, 0, l.id = r.id, 2, 1)`,
  mobile: sql`multiIf(${has(BITS.mobile)}, if(bitAnd(bits, ${BITS.overlap}) = 0 AND ${PEOPLE_DIFFER}, 2, 3), l.mobile = 0 OR r.mobile = 0, 0, 1)`,
  name: sql`multiIf(l.name = 0 OR r.name = 0, 0, l.name = r.name, l.name_rank, 1)`,
  birthDate: sql`multiIf(l.birth IS NULL OR r.birth IS NULL, 0, ifNull(l.birth = r.birth, false), 3, ifNull(${NEAR}, false), 2, 1)`,
  gender: equal('gender', sql`0`),
  email: sql`multiIf(${has(BITS.email)}, 2, l.email = 0 OR r.email = 0, 0, 1)`,
  city: equal('city', sql`0`),
  mainOrg: equal('org', sql`''`),
  device: sql`multiIf(${has(BITS.family)}, 2, ${has(BITS.device)}, 3, 0)`,
  social: sql`if(${has(BITS.social)}, 2, 0)`,
}

/** The comparison's code (`patternCode` of kernel/link). */
function pattern(): Sql {
  return LINK_FIELDS.reduce((code, field) => sql`(${code} * ${field.levels} + ${LEVELS[field.name]})`, sql`0`)
}

/** Fills the working table of compared pairs. */
export function comparePairsStatement(table: string, pairs: string, customers: string): Sql {
  const people = identifier(customers)
  return sql`INSERT INTO ${identifier(table)} (a, b, bits, pattern) SELECT pairs.a AS a, pairs.b AS b, bits, toUInt32(${pattern()}) AS pattern FROM ${identifier(pairs)} AS pairs INNER JOIN ${people} AS l ON l.own = pairs.a INNER JOIN ${people} AS r ON r.own = pairs.b`
}

/** How many compared pairs there are of each pattern, by what they were chosen by. */
export function patternCountsQuery(compared: string): Query<{ bits: number; pattern: number; n: string }> {
  return query(sql`SELECT bitAnd(bits, 63) AS bits, pattern, count() AS n FROM ${identifier(compared)} GROUP BY bits, pattern ORDER BY n DESC, pattern, bits`)
}

/** Patterns of about `rows` pairs taken at random, the same ones every time: u comes from them. */
export function randomPatternsQuery(customers: string, highest: number, rows: number): Query<{ pattern: number; n: string }> {
  const people = identifier(customers)
  const turns = Math.max(1, Math.min(200, Math.ceil(rows / Math.max(1, highest))))
  const drawn = sql`SELECT l.*, toUInt32(1 + sipHash64(own, arrayJoin(range(toUInt64(${turns})))) % ${highest}) AS other FROM ${people} AS l`
  return query(sql`SELECT toUInt32(${pattern()}) AS pattern, count() AS n FROM (SELECT *, 0 AS bits FROM (${drawn}) LIMIT ${rows}) AS l INNER JOIN ${people} AS r ON r.own = l.other WHERE l.own != l.other GROUP BY pattern ORDER BY n DESC`)
}

export interface PopulationRow {
  readonly customers: string
  readonly highest: number
  readonly named: string
  readonly ids: string
  readonly mobiles: string
  readonly emails: string
  readonly common: number
  readonly fairly: number
  readonly rare: number
}

/** Customers, the highest number, how many have a field, and how many pairs have a name of each rank in common; one row. */
export function populationQuery(customers: string): Query<PopulationRow> {
  const people = identifier(customers)
  const names = sql`SELECT any(name_rank) AS name_rank, count() AS n FROM ${people} WHERE name != 0 GROUP BY name`
  const pairs = (rank: number): Sql => sql`ifNull((SELECT sumIf(n * (n - 1) / 2, name_rank = ${rank}) FROM (${names})), 0)`
  return query(
    sql`SELECT count() AS customers, max(own) AS highest, countIf(name != 0) AS named, countIf(id != 0) AS ids, countIf(mobile != 0) AS mobiles, countIf(email != 0) AS emails, ${pairs(2)} AS common, ${pairs(3)} AS fairly, ${pairs(4)} AS rare FROM ${people}`,
  )
}
