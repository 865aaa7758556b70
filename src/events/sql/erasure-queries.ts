import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

const list = (values: readonly string[]): Sql => sql`${param([...values], 'Array(String)')}`

/** What senders set on customers as traits. */
export function traitsOfQuery(custIds: readonly string[]): Query<{ value: string }> {
  return query(sql`SELECT DISTINCT value FROM event_profile WHERE kind = 'customer' AND has(${list(custIds)}, owner)`)
}

/** Devices of users waiting to become customers, and how many other users named them. */
export function namedDevicesQuery(userIds: readonly string[]): Query<{ device_id: string; others: string }> {
  const ids = list(userIds)
  return query(sql`SELECT device_id, countIf(NOT has(${ids}, user_id)) AS others FROM event_link GROUP BY device_id HAVING countIf(has(${ids}, user_id)) > 0 ORDER BY device_id`)
}

/** Rejected events with what was sent, sealed. */
export const rejectedEventsQuery: Query<{ id: string; raw_sealed: string }> = query(sql`SELECT id, any(raw_sealed) AS raw_sealed FROM event_reject GROUP BY id ORDER BY id`)

/** Rows of these rejects. */
export function rowsOfRejects(ids: readonly string[]): Sql {
  return sql`has(${list(ids)}, id)`
}

/** Traits of customers and devices. */
export function traitRows(custIds: readonly string[], devices: readonly string[]): Sql {
  return sql`(kind = 'customer' AND has(${list(custIds)}, owner)) OR (kind = 'device' AND has(${list(devices)}, owner))`
}

/** Of a table of events the rows that are not the person's own, which are removed whole. */
export function rowsOfOthers(table: string, person: { readonly custIds: readonly string[]; readonly devices: readonly string[] }): Sql {
  if (table === 'bank_app_event') return sql`NOT has(${list(person.custIds)}, cust_id)`
  return table === 'event_profile' ? sql`NOT (${traitRows(person.custIds, person.devices)})` : sql`1`
}

/** Links of users or devices. */
export function linkRows(custIds: readonly string[], devices: readonly string[]): Sql {
  return sql`has(${list(custIds)}, user_id) OR has(${list(devices)}, device_id)`
}

/** Identifiers as a pattern that finds each alone, and never inside a longer number or word. */
function pattern(texts: readonly string[]): string {
  const each = texts.map((text) => JSON.stringify(text).slice(1, -1).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return `(?i)(^|[^0-9A-Za-z])(${each.join('|')})($|[^0-9A-Za-z])`
}

/** Rows of a text column in which one of these identifiers stands in clear. */
export function rowsWithTexts(column: string, texts: readonly string[]): Sql {
  return sql`match(ifNull(${identifier(column)}, ''), ${pattern(texts)})`
}

/** JSON without these identifiers: a number becomes 0, any other text three stars. Twice: neighbours share what parts them. */
export function withoutTexts(column: string, texts: readonly string[]): Sql {
  const isNumber = (text: string): boolean => /^\d+$/.test(text)
  const numbers = texts.filter(isNumber)
  const words = texts.filter((text) => !isNumber(text))
  const once = (of: Sql, these: readonly string[], by: string): Sql => (these.length === 0 ? of : sql`replaceRegexpAll(${of}, ${pattern(these)}, ${by})`)
  const both = (of: Sql): Sql => once(once(of, numbers, '\\10\\3'), words, '\\1***\\3')
  return both(both(sql`ifNull(${identifier(column)}, '')`))
}

/** Violations with a sample in which one of these identifiers stands. */
export function samplesWithTexts(texts: readonly string[]): Sql {
  return sql`arrayExists(sample -> match(sample, ${pattern(texts)}), samples)`
}

/** Samples without those. */
export function samplesWithout(texts: readonly string[]): Sql {
  return sql`arrayFilter(sample -> NOT match(sample, ${pattern(texts)}), samples)`
}
