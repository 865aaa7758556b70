import { afterAll, beforeAll, expect, it } from 'vitest'
import { armOf, bucketOf } from '#kernel/id'
import { query, sql, type Query } from '#kernel/sql'
import { executionTables } from '#execution'
import { identityTables } from '#identity'
import { ingestTables } from '#ingest'
import { strategyTables } from '#strategy'
import { gateFactsQuery } from '../../src/execution/sql/customer-queries.js'
import { sealedIdentifiersQuery } from '../../src/ingest/sql/sealed-queries.js'
import { armCountsQuery, excludedCountsQuery, excludedRows, insertExcluded, insertListMembers, knownColumnsQuery, universeSizeQuery, type FreezePlan } from '../../src/strategy/sql/freeze-queries.js'
import { listCountQuery, listPageQuery, seenQuery, storedArmQuery } from '../../src/strategy/sql/member-queries.js'
import { checkQuery, onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

let two: TwoShards
const arms = [{ key: 'control', share: 0.3, control: true }, { key: 'offer', share: 0.7, control: false }]
const from = sql`(SELECT cust_no, cust_id, shard_key, '/HO/' AS org_path, 'R' AS rm, deceased_flag AS a_deceased_flag, minor_flag AS a_minor_flag, birth_date AS a_birth_date, staff_flag AS a_staff_flag, status AS a_status, marketing_consent AS a_marketing_consent, do_not_contact AS a_do_not_contact FROM bank_customer) AS base`
const evaluated = { DECEASED: 'EVALUATED', MINOR: 'EVALUATED', STAFF: 'EVALUATED', ACCOUNT: 'EVALUATED', CONSENT: 'EVALUATED', DO_NOT_CONTACT: 'EVALUATED', DNC_LIST: 'EVALUATED', OTHER_LIST: 'EVALUATED' } as const
const plan: FreezePlan = {
  universe: { from, member: sql`(base.cust_no <= 90)` }, runId: 7, listId: 3, asOf: '2025-12-31', purpose: 'MARKETING', statuses: evaluated, otherRuns: [6], salt: "s'); DROP", arms,
}
const ids = Array.from({ length: 100 }, (_, at) => `C${at + 1}`)

beforeAll(async () => {
  two = await openTwoShards()
  for (const table of [...identityTables, ...ingestTables, ...strategyTables, ...executionTables]) await two.warehouse.createTable(table)
  const write = (table: string, rows: readonly object[]) => two.warehouse.insert(table, 'JSONEachRow', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')))
  const person = (at: number) => ({ run_id: 1, cust_no: at + 1, cust_id: ids[at], shard_key: ids[at] })
  // Every tenth is deceased; the ninth on the uploaded list; the eighth in another list.
  await write('bank_customer', ids.map((_, at) => ({ ...person(at), row_key: '', valid_from: '2025-12-31', deceased_flag: at % 10 === 0, marketing_consent: true })))
  await write('customer_pii', ids.map((id) => ({ run_id: 1, cust_id: id, shard_key: id, email: `sealed-${id}`, name: '' })))
  await write('list_do_not_contact', ids.filter((_, at) => at % 10 === 9).map((id) => ({ run_id: 7, cust_id: id })))
  await write('list_member', ids.flatMap((_, at) => (at % 10 === 8 ? [{ ...person(at), run_id: 6, list_id: 2, arm: 'offer' }] : [])))
  await two.mirror()
  await two.warehouse.command(insertExcluded(plan))
  await two.warehouse.command(insertListMembers(plan))
})
afterAll(() => two.close())

it('a freeze keeps 63 of 90: the reasons and arms by value', async () => {
  expect(await two.warehouse.query(excludedCountsQuery(7))).toEqual([
    { step: 'DECEASED', reason: 'DECEASED', n: '9' }, { step: 'DNC_LIST', reason: 'DNC_LIST', n: '9' }, { step: 'OTHER_LIST', reason: 'OTHER_LIST', n: '9' },
  ])
  const stay = ids.slice(0, 90).filter((_, at) => at % 10 > 0 && at % 10 < 8)
  const control = stay.filter((id) => armOf(bucketOf(plan.salt, id), arms) === 'control').length
  expect(await two.warehouse.query(armCountsQuery(7))).toEqual([{ arm: 'control', n: String(control) }, { arm: 'offer', n: String(63 - control) }])
})

const visible = sql`(1 = 1)`
const asked: [string, Query<unknown>][] = [
  ['known columns', knownColumnsQuery(from)],
  ['universe', universeSizeQuery(plan.universe)],
  ['excluded', excludedCountsQuery(7)],
  ['arms', armCountsQuery(7)],
  ['page', listPageQuery({ runId: 7, visible, after: 5, limit: 10 })],
  ['count', listCountQuery({ runId: 7, visible })],
  ['stored arm', storedArmQuery(7, 'C12', visible)],
  ['seen', seenQuery(from, 'C12', visible)],
  ['gate facts', gateFactsQuery(from, ['C1', 'C12'], 1, 50)],
  ['addresses', sealedIdentifiersQuery([1], ['C1', 'C12'])],
]
it.each(asked)('%s: valid, and the same on two shards', async (_name, each) => {
  await checkQuery(two.warehouse, each)
  const rows = await onBoth(two, each)
  expect(rows.one.length).toBeGreaterThan(0)
  expect(rows.two).toEqual(rows.one)
})

it('a freeze on two shards takes the same customers out', async () => {
  const rows = await onBoth(two, query<object>(excludedRows(plan)))
  expect(rows.one).toHaveLength(27)
  expect(rows.two).toEqual(rows.one)
})

it('salt and ids are bound, never text', () => {
  expect(textOf(insertListMembers(plan))).not.toContain('DROP')
  expect(textOf(storedArmQuery(7, "C'1", visible))).toBe('SELECT toString(arm) AS arm, bucket FROM list_member WHERE run_id = {p0:UInt64} AND cust_id = {p1:String} AND (1 = 1) LIMIT 1')
})
