import { describe, expect, it } from 'vitest'
import { renderSql, sql, type Query, type Sql } from '#kernel/sql'
import { lastActivityQuery, recentActivity } from './activity-query.js'
import { assetsQuery, monthsQuery, recentAssets } from './assets-query.js'
import { complaintsQuery, hasNumber } from './complaint-query.js'
import { belongsTo, placedCustomers, UNPLACED } from './customer-rows.js'
import { accountsQuery, balancesQuery, instalmentsQuery, loansQuery, positionsQuery, productsHeldQuery, productsQuery, ratingQuery } from './holdings-queries.js'
import { lineageQuery, linksQuery } from './lineage-query.js'
import { PERSON_COLUMNS, personQuery } from './person-query.js'
import { enterpriseNamesQuery, flowOf, paymentGroupsQuery } from './recurring-query.js'
import { isOneOf, SEARCH_COLUMNS, searchCountQuery, searchQuery } from './search-query.js'
import { timelineQuery } from './timeline-query.js'

const textOf = (built: Sql | Query<unknown>) => renderSql('kind' in built ? built : built.sql).text
const who = { custNos: [7], custIds: ['C7', 'C8'] }
const OWN = /has\(\{p\d+:Array\(UInt32\)\}, cust_no\) AND has\(\{p\d+:Array\(String\)\}, cust_id\)/
const end = '2025-12-31 16:00:00.000'

describe('reads of one person', () => {
  const asked = {
    activity: lastActivityQuery({ txn: [1], appEvent: [2] }, who, end),
    assets: assetsQuery({ aumDaily: [1], aumMonth: [2] }, who, '2025-12-31'),
    months: monthsQuery([1], who, '2025-12-31', 36),
    accounts: accountsQuery([1], who, '2025-12-31'),
    balances: balancesQuery([1], who, end),
    positions: positionsQuery([1], who, '2025-12-31'),
    loans: loansQuery([1], who, '2025-12-31'),
    instalments: instalmentsQuery([1], who, '2025-12-31'),
    held: productsHeldQuery({ account: [1], position: [2], loan: [3] }, who, '2025-12-31'),
    rating: ratingQuery([1], who, '2025-12-31'),
    complaints: complaintsQuery([1], belongsTo(who), { end, closedAfter: '2025-10-02', timeZone: 'Asia/Shanghai' }),
    links: linksQuery([1], who, '2025-12-31'),
    payments: paymentGroupsQuery([1], who, { from: '2022-12-01 16:00:00.000', end, timeZone: 'Asia/Shanghai', least: 3 }),
    lineage: lineageQuery([{ table: 'txn', runs: [1] }, { table: 'account', runs: [2, 3] }], who),
  }
  it.each(Object.entries(asked))('%s asks by our number first, and only for numbers in scope', (_, built) => {
    expect(textOf(built)).toMatch(OWN)
    expect(textOf(built)).not.toContain("'C7'")
  })

  it('complaintsQuery takes what is open on the day, and what was closed lately, of any numbers', () => {
    const text = textOf(complaintsQuery([1], hasNumber(['C7']), { end, closedAfter: '2025-10-02', timeZone: 'Asia/Shanghai' }))
    expect(text).toMatch(/WHERE cust_id IN \{p\d:Array\(String\)\} AND ts < \{p\d+:DateTime64\(3, 'UTC'\)\}\) WHERE closed_day IS NULL OR closed_day > \{p\d+:Date32\} GROUP BY cust_id ORDER BY cust_id$/)
  })

  it('asks nothing of the engine about rows that do not count, once they are known', () => {
    const known = { ...who, hidden: [], hasDevices: false }
    expect(textOf(ratingQuery([1], who, '2025-12-31'))).toContain('identity_state')
    expect(textOf(ratingQuery([1], known, '2025-12-31'))).not.toContain('identity_state')
    expect(textOf(lastActivityQuery({ txn: [1], appEvent: [2] }, known, end))).not.toMatch(/identity_state|event_stitch/)
    expect(renderSql(ratingQuery([1], { ...who, hidden: [{ cust_id: 'C8', cust_no: 7 }] }, '2025-12-31').sql)).toMatchObject({ text: expect.stringContaining('NOT has(arrayZip({p1:Array(String)}, {p2:Array(UInt32)}), (cust_id, cust_no))'), params: { p1: ['C8'], p2: [7] } })
  })

  it('belongsTo binds its values', () => {
    expect(renderSql(belongsTo(who)).params).toEqual({ p0: [7], p1: ['C7', 'C8'] })
  })

  it('personQuery reads every number of the person, with who may be seen', () => {
    const customers = placedCustomers([1], [{ orgId: 'B1', path: '/HO/B1/' }], PERSON_COLUMNS)
    const text = textOf(personQuery(customers, [1], 'C7', sql`(rm = 'E1')`))
    expect(text).toContain("toUInt8((rm = 'E1')) AS seen")
    expect(text).toMatch(/WHERE cust_no IN \(SELECT cust_no FROM .* WHERE cust_id = \{p\d:String\}\) ORDER BY cust_id$/)
    expect(Object.values(renderSql(placedCustomers([1], [], [])).params)).toContain(UNPLACED)
  })

  it('CUS-16: paymentGroupsQuery takes what went through within the instants, by counterparty and class, days by the bank\'s clock', () => {
    const { text, params } = renderSql(paymentGroupsQuery([1], who, { from: '2022-12-01 16:00:00.000', end, timeZone: 'Asia/Shanghai', least: 3 }).sql)
    expect(text).toMatch(/AND ts >= \{p\d+:DateTime64\(3, 'UTC'\)\} AND ts < \{p\d+:DateTime64\(3, 'UTC'\)\} AND ifNull\(toString\(fail_code\), ''\) = '' AND NOT has\(\{p\d+:Array\(String\)\}, ifNull\(toString\(status\), ''\)\)/)
    expect(text).toMatch(/GROUP BY way, flow_class, memo, payee, alone HAVING days_paid >= \{p\d+:Int64\}\) ORDER BY days_paid DESC, id LIMIT \{p\d+:Int64\}$/)
    expect(Object.values(params)).toEqual(expect.arrayContaining([['FAIL', 'REVERSED'], ['INTEREST', 'FEE'], expect.arrayContaining(['8062', '5912', '8661'])]))
  })

  it('CUS-17: the first rule that fits decides; all a rule names must hold', () => {
    expect(renderSql(flowOf([{ flow: 'rent', dir: 'D', mccs: ['6513'] }, { flow: 'person', parties: ['PERSON'] }]))).toEqual({
      text: "multiIf(ifNull(toString(dir), '') = {p0:String} AND has({p1:Array(String)}, ifNull(toString(mcc), '')), {p2:String}, has({p3:Array(String)}, ifNull(toString(cpty_type), '')), {p4:String}, 'other')",
      params: { p0: 'D', p1: ['6513'], p2: 'rent', p3: ['PERSON'], p4: 'person' },
    })
    expect(textOf(enterpriseNamesQuery([1], ['EN1']))).toMatch(/WHERE has\(\{p\d:Array\(String\)\}, ifNull\(ent_id, ''\)\) AND .* ORDER BY ent$/)
  })

  it('productsQuery asks for named products only', () => {
    expect(textOf(productsQuery([1], ['D1']))).toContain("has({p1:Array(String)}, ifNull(product_id, ''))")
  })
})

describe('search', () => {
  const place = { customers: placedCustomers([1], [], SEARCH_COLUMNS), where: [sql`(1 = 1)`, isOneOf(['C1'])] }
  it('orders by the key, then the number; a page goes on after both', () => {
    const first = textOf(searchQuery(place, { sort: { kind: 'custId' }, descending: false, after: null, limit: 3 }))
    expect(first).toMatch(/ORDER BY sort_key ASC, cust_id ASC LIMIT \{p\d:Int64\}$/)
    expect(first).not.toContain('LEFT JOIN')
    const later = textOf(searchQuery(place, { sort: { kind: 'opened' }, descending: true, after: { key: 5, custId: 'C1' }, limit: 3 }))
    expect(later).toMatch(/WHERE \(sort_key, cust_id\) < \(toInt64\(\{p\d:Int64\}\), \{p\d:String\}\) ORDER BY sort_key DESC, cust_id DESC/)
  })

  it('joins what it sorts by', () => {
    for (const rows of [recentAssets({ aumDaily: [1], aumMonth: [2] }, { days: '2025-12-28', months: '2025-09-22', asOf: '2025-12-31' }), recentActivity({ txn: [1], appEvent: [2] }, '2025-09-22 16:00:00.000', end)]) {
      expect(textOf(searchQuery(place, { sort: { kind: 'joined', rows }, descending: true, after: null, limit: 3 }))).toContain('AS sorted ON sorted.cust_no = base.cust_no AND sorted.cust_id = base.cust_id')
    }
  })

  it('counts under the same conditions', () => {
    expect(textOf(searchCountQuery(place))).toMatch(/^SELECT count\(\) AS n FROM .* WHERE \(1 = 1\) AND has\(\{p\d:Array\(String\)\}, cust_id\)$/)
    expect(textOf(searchCountQuery({ ...place, where: [] }))).toMatch(/WHERE 1$/)
  })
})

describe('timeline', () => {
  const ask = { who, runs: () => [1], kinds: ['txn', 'product'] as const, channels: [], timeZone: 'Asia/Shanghai', end, bigMinor: 5_000_000, after: null, limit: 51 }
  it('reads the tables of the kinds asked that were loaded', () => {
    const text = textOf(timelineQuery(ask)!)
    expect(text.match(/FROM `bank_\w+`/g)).toEqual(['FROM `bank_txn`', 'FROM `bank_account`', 'FROM `bank_position`', 'FROM `bank_loan`', 'FROM `bank_repayment`'])
    expect(text).toMatch(/ORDER BY moment DESC, id DESC LIMIT \{p\d+:Int64\}$/)
    expect(timelineQuery({ ...ask, runs: () => [] })).toBeNull()
    expect(textOf(timelineQuery({ ...ask, kinds: ['session'] })!)).toContain('bank_app_event')
  })

  it('reads only what came through the channels asked for; a session is of the app', () => {
    const narrow = textOf(timelineQuery({ ...ask, channels: ['SMS', 'POS'] })!)
    expect(narrow.match(/AND has\(\{p\d+:Array\(String\)\}, (ifNull\(toString\(channel\), ''\)|'')\)/g)).toHaveLength(5)
    expect(narrow).not.toContain("'SMS'")
    expect(timelineQuery({ ...ask, kinds: ['session'], channels: ['SMS'] })).toBeNull()
    expect(timelineQuery({ ...ask, kinds: ['session'], channels: ['APP'] })).not.toBeNull()
  })

  it('goes on after an instant and an id', () => {
    const text = textOf(timelineQuery({ ...ask, after: { at: end, id: 'txn:1' } })!)
    expect(text).toMatch(/WHERE \(moment, id\) < \(\{p\d+:DateTime64\(3, 'UTC'\)\}, \{p\d+:String\}\) ORDER BY/)
  })
})
