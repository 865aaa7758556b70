import { identifier, sql, type Sql } from '#kernel/sql'
import { never, type Check } from './check.js'

/** End of the last business day, as UTC milliseconds. */
const END_MS = 1_767_196_800_000
const KEYS: Readonly<Record<string, readonly string[]>> = {
  org: ['org_id'], employee: ['emp_id'], product: ['product_id'], merchant: ['mer_id'], customer: ['cust_id'], identity: ['cust_id', 'id_type', 'value'], account: ['acct_id'], position: ['position_id'],
  holding: ['cust_id', 'product_id', 'as_of'], aum_month: ['cust_id', 'month'], aum_daily: ['cust_id', 'date'], txn: ['txn_id'], loan: ['loan_id'], repayment: ['loan_id', 'due_date'], risk_rating: ['rating_id'],
  wecom_contact: ['emp_id', 'ext_id'], wecom_stat_daily: ['emp_id', 'date'], wecom_group: ['chat_id'], wecom_group_stat: ['chat_id', 'date'], referral: ['ref_id'], enterprise: ['ent_id'], ent_relation: ['src', 'dst', 'type'],
  sme_feature: ['ent_id', 'as_of'], consent: ['consent_id'], contact_pref: ['cust_id'], complaint: ['complaint_id'], service_ticket: ['ticket_id'], survey_response: ['response_id'], benefit: ['benefit_id'], alert: ['alert_id'],
}
const DATES: readonly (readonly [table: string, column: string])[] = [
  ['customer', 'open_date'], ['account', 'open_date'], ['account', 'close_date'], ['position', 'open_date'], ['holding', 'as_of'], ['aum_month', 'month'], ['aum_daily', 'date'], ['loan', 'start_date'], ['repayment', 'due_date'],
  ['repayment', 'paid_date'], ['risk_rating', 'assessed_at'], ['identity', 'last_seen'], ['wecom_stat_daily', 'date'], ['wecom_group_stat', 'date'], ['sme_feature', 'as_of'], ['enterprise', 'reg_date'], ['employee', 'hire_date'],
]
const INSTANTS: readonly (readonly [table: string, column: string])[] = [
  ['txn', 'ts'], ['consent', 'ts'], ['consent', 'withdrawn_ts'], ['wecom_contact', 'add_ts'], ['wecom_contact', 'deleted_ts'], ['referral', 'ts'], ['complaint', 'ts'], ['complaint', 'closed_ts'], ['service_ticket', 'ts'], ['survey_response', 'ts'], ['alert', 'ts'],
]
const CUSTOMER_TABLES = ['identity', 'account', 'position', 'holding', 'aum_month', 'aum_daily', 'txn', 'loan', 'repayment', 'risk_rating', 'wecom_contact', 'referral', 'consent', 'contact_pref', 'complaint', 'service_ticket', 'survey_response', 'alert']

export const TABLES = [...Object.keys(KEYS), 'app_event', 'touch', 'outcome']

const missing = (table: string, column: string, there: Sql) => sql`SELECT 1 FROM ${identifier(table)} WHERE ifNull(${identifier(column)}, '') != '' AND ${identifier(column)} NOT IN (${there})`

/** Uniqueness, references, no row of the future, every account's money to the fen. */
export function integrityChecks(): Check[] {
  return [
    ...Object.entries(KEYS).map(([table, key]) => never(`repeated keys of ${table}`, sql`SELECT 1 FROM ${identifier(table)} GROUP BY ${key.reduce((all, name, at) => (at === 0 ? identifier(name) : sql`${all}, ${identifier(name)}`), sql``)} HAVING count() > 1`)),
    ...DATES.map(([table, column]) => never(`${table}.${column} after today`, sql`SELECT 1 FROM ${identifier(table)} WHERE ${identifier(column)} > '2025-12-31'`)),
    ...INSTANTS.map(([table, column]) => never(`${table}.${column} after today`, sql`SELECT 1 FROM ${identifier(table)} WHERE ${identifier(column)} >= ${END_MS}`)),
    ...CUSTOMER_TABLES.map((table) => never(`${table} of unknown customers`, missing(table, 'cust_id', sql`SELECT cust_id FROM customer`))),
    never('txn of unknown accounts', missing('txn', 'acct_id', sql`SELECT acct_id FROM account`)),
    never('txn before the account was opened', sql`SELECT 1 FROM txn AS t INNER JOIN account AS a ON a.acct_id = t.acct_id WHERE toDate32(fromUnixTimestamp64Milli(t.ts, 'Asia/Shanghai')) < a.open_date`),
    never('txn after the account was closed', sql`SELECT 1 FROM txn AS t INNER JOIN account AS a ON a.acct_id = t.acct_id WHERE a.close_date IS NOT NULL AND toDate32(fromUnixTimestamp64Milli(t.ts, 'Asia/Shanghai')) > toLastDayOfMonth(assumeNotNull(a.close_date))`),
    never('position of unknown products', missing('position', 'product_id', sql`SELECT product_id FROM product`)),
    never('repayment of unknown loans', missing('repayment', 'loan_id', sql`SELECT loan_id FROM loan`)),
    never('customers of unknown orgs', missing('customer', 'main_org_id', sql`SELECT org_id FROM org`)),
    never('customers of unknown managers', missing('customer', 'rm_emp_id', sql`SELECT emp_id FROM employee`)),
    never('WeCom friends of unknown employees', missing('wecom_contact', 'emp_id', sql`SELECT emp_id FROM employee`)),
    never('employers that are no enterprise', missing('customer', 'employer_ent_id', sql`SELECT ent_id FROM enterprise`)),
    never('orgs without their parent', missing('org', 'parent_id', sql`SELECT org_id FROM org`)),
    never('merchants of payments unknown', sql`SELECT 1 FROM txn WHERE cpty_type = 'MERCHANT' AND type IN ('POS', 'QUICKPAY') AND cpty_id NOT IN (SELECT mer_id FROM merchant)`),
    never('balances below zero', sql`SELECT 1 FROM txn WHERE balance_after < 0`),
    never('balances that are not the one before and the amount', sql`SELECT 1 FROM (SELECT acct_id, balance_after - if(status = 'OK', if(dir = 'C', amount, -amount), 0) AS before, lagInFrame(balance_after, 1, before) OVER (PARTITION BY acct_id ORDER BY ts, txn_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM txn) WHERE before != previous`),
    never('month-ends where deposits are not what the accounts hold', sql`
      SELECT 1 FROM (
        SELECT cust_id, sum(balance) AS held FROM (SELECT cust_id, acct_id, argMax(balance_after, (ts, txn_id)) AS balance FROM txn GROUP BY cust_id, acct_id) GROUP BY cust_id
      ) AS t INNER JOIN aum_month AS a ON a.cust_id = t.cust_id
      WHERE a.month = '2025-12-31' AND t.cust_id NOT IN (SELECT cust_id FROM untouched) AND a.deposit != t.held`),
    never('days where daily and monthly assets differ', sql`SELECT 1 FROM aum_daily AS d INNER JOIN aum_month AS m ON m.cust_id = d.cust_id AND m.month = d.date WHERE d.deposit != m.deposit`),
    never('assets that are not their parts', sql`SELECT 1 FROM aum_month WHERE end != deposit + wealth + fund + insurance + gold`),
    never('identity numbers with a wrong check character', sql`SELECT 1 FROM customer WHERE id_no != '' AND substring('10X98765432', 1 + arraySum((d, w) -> toUInt32(d) * w, arrayMap(i -> toUInt8OrZero(substring(id_no, i, 1)), range(1, 18)), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11, 1) != substring(id_no, 18, 1)`),
    never('identity numbers with another birth date or gender', sql`SELECT 1 FROM customer WHERE id_no != '' AND (substring(id_no, 7, 8) != formatDateTime(birth_date, '%Y%m%d') OR (toUInt8OrZero(substring(id_no, 17, 1)) % 2 = 1) != (gender = 'M'))`),
  ]
}
