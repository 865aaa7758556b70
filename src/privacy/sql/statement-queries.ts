import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows, sharedNumbers } from '#ingest/contract'

/** Which of the bank's runs are read, and until when what they say counts. */
export interface StatementGround {
  readonly consentRuns: readonly number[]
  readonly preferenceRuns: readonly number[]
  /** First instant of the bank's rows that does not count yet, ISO. */
  readonly until: string
  /** The same for what was written here; null: everything counts, at once. */
  readonly ownUntil: string | null
}

/** Customers asked about, as conditions over the bank's tables and over ours, each by what the table is ordered by. */
export interface Subjects {
  /** Our numbers may change when persons are merged, and the bank's rows move with them: then they are under a shared number. */
  readonly bank: Sql
  readonly own: Sql
}

export function theseCustomers(customers: readonly { readonly cust_id: string; readonly cust_no: number }[]): Subjects {
  const ids = param(customers.map(({ cust_id }) => cust_id), 'Array(String)')
  const numbers = param([...new Set(customers.map(({ cust_no }) => cust_no))], 'Array(UInt32)')
  return { bank: sql`(cust_no IN ${numbers} OR cust_no IN ${sharedNumbers()}) AND cust_id IN ${ids}`, own: sql`cust_id IN ${ids}` }
}

/** Customers by the bank's numbers, in our own tables. */
export function theseNumbers(custIds: readonly string[]): Pick<Subjects, 'own'> {
  return { own: sql`cust_id IN ${param([...custIds], 'Array(String)')}` }
}

const anybody: Sql = sql`(1 = 1)`
export const everybody: Subjects = { bank: anybody, own: anybody }

const instant = (iso: string): Sql => sql`toDateTime64(${iso.replace('T', ' ').replace('Z', '')}, 3, 'UTC')`
const word = (column: string): Sql => sql`transform(upperUTF8(trimBoth(ifNull(toString(${identifier(column)}), ''))), ['ALL', '*'], ['', ''])`

const BANK_COLUMNS = ['purpose', 'channel', 'granted', 'ts', 'withdrawn_ts']

/** Rows of the bank's consents, each once for what was said and once for its end; `said` is (granted, ts). */
function bankStatements(ground: StatementGround, who: Subjects, more: readonly string[] = []): Sql {
  const columns = [...BANK_COLUMNS, ...more]
  const twice = sql`arrayJoin([(ifNull(granted, false), ts), (false, withdrawn_ts)]) AS said`
  const rows = sql`SELECT cust_id, row_key, ${join(columns.filter((name) => name !== 'granted' && !name.endsWith('ts')).map((name) => identifier(name)))}, ${twice} FROM ${bankRows('consent', ground.consentRuns, columns)} WHERE ${who.bank}`
  return sql`(SELECT * FROM (${rows}) WHERE ifNull(said.2 < ${instant(ground.until)}, false))`
}

/**
 * Every statement customers made about the purposes, from this ledger and the bank's: a bank row with a withdrawal time
 * makes two, the agreement and its end. Columns cust_id, purpose, channel, granted, ts.
 */
export function statementsOf(ground: StatementGround, purposes: readonly string[], who: Subjects): Sql {
  const named = param([...purposes], 'Array(String)')
  const until = ground.ownUntil === null ? anybody : sql`ts < ${instant(ground.ownUntil)}`
  const ours = sql`SELECT cust_id, toString(purpose) AS purpose, toString(channel) AS channel, granted, ts FROM consent_entry WHERE has(${named}, toString(purpose)) AND ${until} AND ${who.own}`
  const bank = sql`SELECT cust_id, ifNull(toString(purpose), '') AS purpose, ${word('channel')} AS channel, said.1 AS granted, assumeNotNull(said.2) AS ts FROM ${bankStatements(ground, who)} WHERE has(${named}, ifNull(toString(purpose), ''))`
  return sql`(${ours} UNION ALL ${bank})`
}

/** What a sending asks of statements: the purpose, the words of its channel, and whether profiling was refused. */
export interface ConsentAsk {
  readonly purpose: string
  readonly words: readonly string[]
}

export interface ConsentRow {
  readonly cust_id: string
  /** null: nothing was said. */
  readonly stated: boolean | null
  readonly channel_out: boolean
  readonly profiling_off: boolean
}

/**
 * State of each customer who said anything, by the rule of `consentStateOf`: newest yes and no by channel, then over the
 * channels. Columns as ConsentRow.
 */
export function consentStates(ground: StatementGround, ask: ConsentAsk, who: Subjects): Sql {
  const words = param([...ask.words], 'Array(String)')
  const purposes = [...new Set([ask.purpose, 'PROFILING'])]
  const byChannel = sql`SELECT cust_id, purpose, channel, maxIf(ts, granted) AS agreed, maxIf(ts, NOT granted) AS refused FROM ${statementsOf(ground, purposes, who)} WHERE channel = '' OR has(${words}, channel) GROUP BY cust_id, purpose, channel`
  const mine = sql`purpose = ${ask.purpose}`
  const none = sql`toDateTime64(0, 3, 'UTC')`
  const perCustomer = sql`SELECT cust_id, maxIf(agreed, ${mine}) AS yes, maxIf(refused, ${mine} AND channel = '') AS no, countIf(${mine} AND channel != '' AND refused > ${none} AND refused >= agreed) AS outs, maxIf(agreed, purpose = 'PROFILING' AND channel = '') AS profiling_yes, maxIf(refused, purpose = 'PROFILING' AND channel = '') AS profiling_no FROM (${byChannel}) GROUP BY cust_id`
  return sql`(SELECT cust_id, if(yes = ${none} AND no = ${none}, NULL, yes > no) AS stated, outs > 0 AS channel_out, profiling_no > ${none} AND profiling_no >= profiling_yes AS profiling_off FROM (${perCustomer}))`
}

/** Consent of a page of customers. */
export function consentPageQuery(ground: StatementGround, ask: ConsentAsk, who: Subjects): Query<ConsentRow> {
  return query(sql`SELECT cust_id, CAST(stated, 'Nullable(Bool)') AS stated, CAST(channel_out, 'Bool') AS channel_out, CAST(profiling_off, 'Bool') AS profiling_off FROM ${consentStates(ground, ask, who)}`)
}

export interface StatementRow {
  readonly purpose: string
  readonly channel: string
  readonly granted: boolean
  readonly ts: string
  readonly separate: boolean
  readonly notice: string
  readonly evidence_ref: string
  readonly way: string
  readonly actor_name: string
  readonly id: string
}

/** Everything one customer ever said, newest first, as it was recorded. */
export function historyQuery(ground: StatementGround, who: Subjects): Query<StatementRow> {
  const columns = ['purpose', 'channel', 'granted', 'ts', 'separate', 'notice', 'evidence_ref', 'way', 'actor_name', 'id'].map((name) => identifier(name))
  const bank = sql`SELECT ifNull(toString(purpose), '') AS purpose, ${word('channel')} AS channel, said.1 AS granted, assumeNotNull(said.2) AS ts, ifNull(separate, false) AS separate, ifNull(toString(version), '') AS notice, ifNull(evidence_ref, '') AS evidence_ref, 'IMPORT' AS way, '' AS actor_name, row_key AS id FROM ${bankStatements(ground, who, ['separate', 'version', 'evidence_ref'])} WHERE ${who.own}`
  const ours = sql`SELECT toString(purpose) AS purpose, toString(channel) AS channel, granted, ts, separate, toString(notice) AS notice, evidence_ref, toString(way) AS way, actor_name, id FROM consent_entry WHERE ${who.own}`
  return query(sql`SELECT ${join(columns)} FROM (${ours} UNION ALL ${bank}) ORDER BY ts DESC, granted, purpose, channel, id`)
}

/** Customers by purpose, channel and what was said last about it, and how many statements each month brought. */
export function statisticsQuery(ground: StatementGround, purposes: readonly string[], visible: Sql): Query<{ purpose: string; channel: string; granted: string; refused: string }> {
  const latest = sql`SELECT cust_id, purpose, channel, maxIf(ts, granted) > maxIf(ts, NOT granted) AS agreed FROM ${statementsOf(ground, purposes, everybody)} GROUP BY cust_id, purpose, channel`
  return query(sql`SELECT purpose, channel, countIf(agreed) AS granted, countIf(NOT agreed) AS refused FROM (${latest}) WHERE ${visible} GROUP BY purpose, channel ORDER BY purpose, channel`)
}

/** Statements by month and purpose. */
export function monthsQuery(ground: StatementGround, purposes: readonly string[], visible: Sql, timeZone: string): Query<{ month: string; purpose: string; granted: string; refused: string }> {
  return query(
    sql`SELECT formatDateTime(toTimeZone(ts, ${timeZone}), '%Y-%m') AS month, purpose, countIf(said.granted) AS granted, countIf(NOT said.granted) AS refused FROM ${statementsOf(ground, purposes, everybody)} AS said WHERE ${visible} GROUP BY month, purpose ORDER BY month, purpose`,
  )
}
