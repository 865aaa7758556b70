import { join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import { bookedTypes, flowRules, untoldMccs, type FlowClass, type FlowRule } from '../domain/flow-class.js'
import { belongsTo, rowsOf, type Who } from './customer-rows.js'
import { wentThrough } from './money-moves.js'

const COLUMNS = ['ts', 'type', 'dir', 'amount_minor', 'cpty_type', 'cpty_id', 'mcc', 'memo_class', 'status', 'fail_code'] as const
/** Payments a group tells of, the newest, and groups a person is told of, those with the most days first. */
const MOST_PAYMENTS = 400
const MOST_GROUPS = 300

const text = (column: Sql): Sql => sql`ifNull(toString(${column}), '')`
const instant = (at: string): Sql => sql`${param(at, "DateTime64(3, 'UTC')")}`
const lists = { types: sql`type`, memos: sql`memo_class`, mccs: sql`mcc`, parties: sql`cpty_type` } as const

/** Condition of one rule over transactions. */
function fits(rule: FlowRule): Sql {
  const parts = (Object.keys(lists) as (keyof typeof lists)[]).flatMap((key) => {
    const codes = rule[key]
    return codes === undefined ? [] : [sql`has(${param([...codes], 'Array(String)')}, ${text(lists[key])})`]
  })
  return join(rule.dir === undefined ? parts : [sql`${text(sql`dir`)} = ${rule.dir}`, ...parts], sql` AND `)
}

/** What a transaction is for, by the first rule that fits. */
export function flowOf(rules: readonly FlowRule[] = flowRules): Sql {
  return sql`multiIf(${join(rules.map((rule) => sql`${fits(rule)}, ${rule.flow}, `), sql``)}'other')`
}

/** Payments of a person of one direction, class, memo and counterparty; of a nameless one, of one type and category of merchant. */
export interface PaymentGroup {
  readonly id: string
  readonly dir: 'C' | 'D'
  readonly flow: FlowClass
  readonly party: string
  readonly party_type: string
  readonly kind: string
  readonly mcc: string
  readonly days: readonly string[]
  readonly minors: readonly string[]
}

export interface PaymentsAsk {
  /** Instants, the second excluded. */
  readonly from: string
  readonly end: string
  readonly timeZone: string
  /** Days with a payment a group needs at least. */
  readonly least: number
}

/** Groups of payments that went through, days by the bank's clock, of which some may be regular; none to who is not told of. */
export function paymentGroupsQuery(runIds: readonly number[], who: Who, ask: PaymentsAsk): Query<PaymentGroup> {
  const posted = sql`${wentThrough} AND NOT has(${param(['FAIL', 'REVERSED'], 'Array(String)')}, ${text(sql`status`)}) AND ${text(sql`dir`)} IN ('C', 'D') AND amount_minor != 0 AND NOT has(${param([...bookedTypes], 'Array(String)')}, ${text(sql`type`)}) AND NOT has(${param([...untoldMccs], 'Array(String)')}, ${text(sql`mcc`)})`
  const party = text(sql`cpty_id`)
  const rows = sql`SELECT ${text(sql`dir`)} AS way, ${flowOf()} AS flow_class, ${text(sql`memo_class`)} AS memo, ${party} AS payee, if(payee = '', concat(${text(sql`type`)}, ' ', ${text(sql`mcc`)}), '') AS alone, ${text(sql`cpty_type`)} AS payee_type, ${text(sql`type`)} AS txn_type, ${text(sql`mcc`)} AS scene, toDate32(assumeNotNull(ts), ${ask.timeZone}) AS paid_on, toInt64(abs(assumeNotNull(amount_minor))) AS paid FROM ${rowsOf('txn', runIds, COLUMNS, who)} WHERE ${belongsTo(who)} AND ts >= ${instant(ask.from)} AND ts < ${instant(ask.end)} AND ${posted}`
  const grouped = sql`SELECT way, flow_class, memo, payee, alone, max(payee_type) AS any_party, max(txn_type) AS any_type, max(scene) AS any_scene, arraySlice(arraySort(groupArray((paid_on, paid))), ${-MOST_PAYMENTS}) AS payments, uniqExact(paid_on) AS days_paid FROM (${rows}) GROUP BY way, flow_class, memo, payee, alone HAVING days_paid >= ${ask.least}`
  return query(
    sql`SELECT lower(hex(sipHash64(way, flow_class, memo, payee, alone))) AS id, way AS dir, flow_class AS flow, payee AS party, any_party AS party_type, any_type AS kind, any_scene AS mcc, arrayMap(x -> toString(x.1), payments) AS days, arrayMap(x -> toString(x.2), payments) AS minors FROM (${grouped}) ORDER BY days_paid DESC, id LIMIT ${MOST_GROUPS}`,
  )
}

/** Names of enterprises, of those asked for. */
export function enterpriseNamesQuery(runIds: readonly number[], ids: readonly string[]): Query<{ ent: string; name: string }> {
  return query(
    sql`SELECT assumeNotNull(ent_id) AS ent, ${text(sql`name`)} AS name FROM ${bankRows('enterprise', runIds, ['ent_id', 'name'])} WHERE has(${param([...ids], 'Array(String)')}, ifNull(ent_id, '')) AND ${text(sql`name`)} != '' ORDER BY ent`,
  )
}
