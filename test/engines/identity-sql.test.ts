import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patternLevels } from '#kernel/link'
import { query, raw, renderInline, sql, type Query, type Sql } from '#kernel/sql'
import { identityTables } from '#identity'
import { ingestTables } from '#ingest'
import { bankPersons, bankRows, currentNumbers, firstNumberOf, firstNumbersOf } from '#ingest/contract'
import { defaultRules } from '#identity/contract'
import { BITS, LINK_FIELDS } from '../../src/identity/domain/link-fields.js'
import { comparePairsStatement, patternCountsQuery, populationQuery, randomPatternsQuery } from '../../src/identity/sql/compare-pairs.js'
import { identifierQuery, identifiersQuery, orphanCountsQuery, orphansQuery, ownerConflictCountQuery, ownerConflictsQuery, sidesQuery, visibleQuery } from '../../src/identity/sql/customer-queries.js'
import { edgesAmongQuery, edgesOfPairsQuery, queueCountsQuery, queuePageQuery, type QueuePlan } from '../../src/identity/sql/edge-queries.js'
import { changeRunsQuery, edgeCountQuery } from '../../src/identity/sql/erasure-queries.js'
import { historyOfQuery, lineageQuery, mergePageQuery } from '../../src/identity/sql/lineage-queries.js'
import { comparedPairsQuery, decidedPairsQuery, edgeCountsQuery, insertEdgesStatement } from '../../src/identity/sql/link-edges.js'
import { stagePairsStatement } from '../../src/identity/sql/link-pairs.js'
import { stageCustomersStatement, stageKeysStatement } from '../../src/identity/sql/link-stage.js'
import { copyRowsStatement, hiddenRowsQuery } from '../../src/identity/sql/move-rows.js'
import { keepOwnersStatement, ownersOfStateQuery, sharedOwnersQuery } from '../../src/identity/sql/owner-queries.js'
import { differenceCountsQuery, differenceSamplesQuery, sharedCountsQuery, sizesQuery } from '../../src/identity/sql/quality-queries.js'
import { renewDevicesStatement } from '../../src/identity/sql/renew-devices.js'
import { changeMovedStatement, hiddenCountQuery, hideStatement, insertMergesStatement, keepMovedStatement, matesQuery, movedNumbersQuery, numbersOfQuery, personsOfQuery, readyStatement, stateInForceQuery } from '../../src/identity/sql/state-queries.js'
import { stageTable, stageTables } from '../../src/identity/warehouse/stage-tables.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

let two: TwoShards

const RUN = 9
const stage = (name: Parameters<typeof stageTable>[0]) => stageTable(name, RUN)
const sources = { customerRuns: [1], identityRuns: [2], wecomRuns: [3], valueRuns: [4], asOf: '2025-12-31' }
const places = { ids: ['B1', 'B2'], paths: ['/HO/B1/', '/HO/B2/'] }
const everything = { orgPaths: ['/'], masking: 'masked', minCell: 0 } as const
const branchOne = { orgPaths: ['/HO/B1/'], masking: 'masked', minCell: 0 } as const
const owners = { customerRuns: [1], employeeRuns: [5], valueRuns: [4], asOf: '2025-12-31', places, scope: everything }

/**
 * A1 and A2 are one person: identity number, name and birth. A3 is the spouse on the same device. A4 had A1's mobile
 * until 2014. A5 and A6 are namesakes born on one day; they share a WeCom account too.
 */
const people = [
  { id: 'A1', name: 'n1', mobile: 'm1', idno: 'i1', born: '1980-01-02', sex: 'M', city: 'X', org: 'B1', rm: 'E1', device: 'd1', since: '2018-01-01', until: '2025-12-01', value: 500 },
  { id: 'A2', name: 'n1', mobile: 'm2', idno: 'i1', born: '1980-01-02', sex: 'M', city: 'X', org: 'B2', rm: 'E2', device: '', since: '2018-01-01', until: '2025-12-01', value: 70 },
  { id: 'A3', name: 'n3', mobile: 'm3', idno: 'i3', born: '1982-05-06', sex: 'F', city: 'X', org: 'B1', rm: '', device: 'd1', since: '2018-01-01', until: '2025-12-01', value: 0 },
  { id: 'A4', name: 'n4', mobile: 'm1', idno: '', born: '1990-07-08', sex: 'F', city: 'Y', org: '', rm: 'E1', device: '', since: '2010-01-01', until: '2014-01-01', value: 0 },
  { id: 'A5', name: 'n5', mobile: 'm5', idno: 'i5', born: '1970-03-04', sex: 'M', city: 'Y', org: 'B9', rm: 'E3', device: '', since: '2018-01-01', until: '2025-12-01', value: 0 },
  { id: 'A6', name: 'n5', mobile: 'm6', idno: 'i6', born: '1970-03-04', sex: 'M', city: 'Z', org: 'B2', rm: 'E9', device: '', since: '2018-01-01', until: '2025-12-01', value: 0 },
]

beforeAll(async () => {
  two = await openTwoShards()
  for (const table of [...identityTables, ...ingestTables, ...stageTables(RUN)]) await two.warehouse.createTable(table)
  const write = (table: string, rows: readonly object[]) => two.warehouse.insert(table, 'JSONEachRow', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')))
  const numbered = (run: number, at: number) => ({ run_id: run, cust_no: at + 1, cust_id: people[at]!.id, shard_key: people[at]!.id, row_key: people[at]!.id, valid_from: '2025-12-31' })
  await write('identity_customer', people.map(({ id }, at) => ({ cust_id: id, cust_no: at + 1, shard_key: id })))
  await write('bank_customer', people.map((one, at) => ({ ...numbered(1, at), gender: one.sex, birth_date: one.born, city_code: one.city, main_org_id: one.org === '' ? null : one.org, rm_emp_id: one.rm === '' ? null : one.rm, status: 'ACTIVE', open_date: '2020-01-01' })))
  await write('customer_pii', people.map((one) => ({ run_id: 1, cust_id: one.id, shard_key: one.id, name_hash: one.name, mobile_hash: one.mobile, id_no_hash: one.idno })))
  await write('bank_identity', people.flatMap((one, at) => [
    { ...numbered(2, at), id_type: 'MOBILE_HASH', value: one.mobile, first_seen: one.since, last_seen: one.until },
    ...(one.device === '' ? [] : [{ ...numbered(2, at), id_type: 'DEVICE', value: one.device, first_seen: '2020-01-01', last_seen: '2025-12-01' }]),
  ]))
  await write('bank_wecom_contact', [4, 5].map((at) => ({ ...numbered(3, at), emp_id: 'E1', ext_id: 'w5', add_ts: '2024-01-01 00:00:00' })))
  await write('bank_aum_month', people.map((one, at) => ({ ...numbered(4, at), month: '2025-11-30', end_minor: one.value })))
  await write('bank_employee', [{ run_id: 5, row_key: 'E1', valid_from: '2025-12-31', emp_id: 'E1' }, { run_id: 5, row_key: 'E2', valid_from: '2025-12-31', emp_id: 'E2', leave_date: '2025-10-01' }, { run_id: 5, row_key: 'E3', valid_from: '2025-12-31', emp_id: 'E3' }])
  await write('bank_txn', people.map((_, at) => ({ ...numbered(6, at), ts: '2025-12-01 00:00:00', amount_minor: 100 })))
  await write('event_stitch', [{ device_id: 'd1', cust_id: 'A2', cust_no: 2, shard_key: 'A2', linked_at: '2025-12-01 00:00:00', version: 1 }])
  const run = (statement: Sql) => two.warehouse.command(statement)
  await run(stageCustomersStatement(stage('customer'), sources))
  await run(stageKeysStatement(stage('key'), stage('customer'), sources))
  await run(stagePairsStatement(stage('pair'), stage('key'), defaultRules.sharing))
  await run(comparePairsStatement(stage('compared'), stage('pair'), stage('customer')))
  const verdict = (await two.warehouse.query(patternCountsQuery(stage('compared')))).map(({ pattern, bits }) => ({ pattern, rule: (bits & BITS.idNumber) > 0 ? 'SAME_ID' : 'PROBABLE', decision: (bits & BITS.idNumber) > 0 ? 'accept' : 'review', weight: 1, probability: 0.75 }))
  await write(stage('verdict'), verdict)
  await write(stage('ruled'), [{ a: 5, b: 6, rule: 'PERSON', decision: 'reject', decided_by: 'person' }, { a: 2, b: 3, rule: 'LINK_VANISHED', decision: 'review', decided_by: 'rules' }])
  await run(insertEdgesStatement(RUN, { compared: stage('compared'), verdict: stage('verdict'), ruled: stage('ruled'), customers: stage('customer') }))
  // A2 becomes A1's: lineage, the hiding state, the copies, the state in force.
  await run(insertMergesStatement(20, [{ own: 1, no: 1, merge: 1 }, { own: 2, no: 1, merge: 1 }]))
  for (const statement of [keepMovedStatement(21), hideStatement(21, 20, 'after'), readyStatement(21)]) await run(statement)
  for (const table of ['bank_customer', 'bank_txn', 'bank_aum_month']) await run(copyRowsStatement(table, 20))
  for (const statement of [changeMovedStatement(22, 20), hideStatement(22, 20, 'before'), readyStatement(22)]) await run(statement)
  await two.mirror()
})
afterAll(() => two.close())

async function values<Row>(asked: Query<Row>): Promise<Row[]> {
  await expect(asked).toBeValidQuery(two.warehouse)
  const both = await onBoth(two, asked)
  expect(both.two).toEqual(both.one)
  return two.warehouse.query(asked)
}

/** What an INSERT SELECT writes, as a query. */
const written = (statement: Sql): Query<Record<string, unknown>> => query(raw(renderInline(statement).replace(/^INSERT INTO \S+ (\([^)]*\) )?(SETTINGS insert_deduplicate = 0 )?(?=SELECT)/, '')))

describe('linking, by value and on two shards', () => {
  it('IDN-6: pairs are those who share a value, with what they share', async () => {
    const rows = await values(written(stagePairsStatement('x', stage('key'), defaultRules.sharing)))
    expect(rows.sort((one, other) => Number(one['a']) - Number(other['a']) || Number(one['b']) - Number(other['b']))).toEqual([
      { a: 1, b: 2, bits: BITS.idNumber | BITS.nameBirth },
      { a: 1, b: 3, bits: BITS.device | BITS.family },
      { a: 1, b: 4, bits: BITS.mobile },
      { a: 5, b: 6, bits: BITS.social | BITS.nameBirth },
    ])
  })

  it('compares by hand: fields in order, 0 missing, 1 different', async () => {
    const rows = await values(written(comparePairsStatement('x', stage('pair'), stage('customer'))))
    const levels = Object.fromEntries(rows.map((row) => [`${String(row['a'])}-${String(row['b'])}`, patternLevels(LINK_FIELDS, Number(row['pattern']))]))
    // idNumber, mobile, name, birthDate, gender, email, city, mainOrg, device, social. A name of one in six is common.
    expect(levels).toEqual({
      '1-2': [2, 1, 2, 3, 2, 0, 2, 1, 0, 0],
      '1-3': [1, 1, 1, 1, 1, 0, 2, 2, 2, 0],
      '1-4': [0, 2, 1, 1, 1, 0, 1, 0, 0, 0],
      '5-6': [1, 1, 2, 3, 2, 0, 1, 1, 0, 2],
    })
  })

  it('counts the population, names in common by rank, shared devices', async () => {
    expect(await values(populationQuery(stage('customer')))).toEqual([{ customers: '6', highest: 6, named: '6', ids: '5', mobiles: '6', emails: '0', common: 2, fairly: 0, rare: 0 }])
    expect(await values(sharedCountsQuery(stage('key'), defaultRules.sharing))).toEqual([{ devices: '1', families: '1', wide: '0' }])
    expect(await values(sharedCountsQuery(stage('key'), { ...defaultRules.sharing, mobile: 1 }))).toMatchObject([{ wide: '1' }])
    const sample = await values(randomPatternsQuery(stage('customer'), 6, 600))
    const drawn = sample.reduce((sum, row) => sum + Number(row.n), 0)
    expect(drawn).toBeGreaterThan(400)
    expect(drawn).toBeLessThanOrEqual(600)
    expect(await values(patternCountsQuery(stage('compared')))).toHaveLength(4)
  })

  it('edges: the verdict decides, a person\'s word comes first, vanished links are there too', async () => {
    expect(await values(edgeCountsQuery(RUN))).toEqual([
      { decision: 'accept', rule: 'SAME_ID', n: '1' }, { decision: 'reject', rule: 'PERSON', n: '1' }, { decision: 'review', rule: 'LINK_VANISHED', n: '1' }, { decision: 'review', rule: 'PROBABLE', n: '2' },
    ])
    expect(await values(edgesOfPairsQuery(RUN, [['A2', 'A1'], ['A3', 'A4']]))).toMatchObject([{ a_id: 'A1', b_id: 'A2', rule: 'SAME_ID', decision: 'accept', value_minor: '570', weight: 1 }])
    expect(await values(edgesAmongQuery(RUN, ['A1', 'A2', 'A3']))).toMatchObject([{ a_id: 'A1', b_id: 'A2' }])
    expect(await values(decidedPairsQuery(stage('compared'), stage('verdict'), stage('customer')))).toMatchObject([{ a: 1, b: 2 }])
    expect(await values(comparedPairsQuery(stage('compared'), [1, 5], [4, 5]))).toMatchObject([{ a: 1, b: 4, bits: BITS.mobile }])
    expect(await values(differenceCountsQuery(RUN, 0))).toEqual([{ change: 'appear', n: '1' }, { change: 'toReview', n: '3' }])
    expect(await values(differenceSamplesQuery(RUN, 0, 1))).toHaveLength(2)
  })

  it('stage tables are filled the same on two shards', async () => {
    await values(written(stageKeysStatement('x', stage('customer'), sources)))
    const rows = await two.warehouse.query(query<{ own: number; kinds: number[] }>(sql`SELECT own, arraySort(groupUniqArray(kind)) AS kinds FROM ${raw(stage('key'))} GROUP BY own ORDER BY own`))
    expect(rows.map((row) => row.kinds)).toEqual([[1, 2, 4, 6], [1, 2, 6], [1, 2, 4, 6], [2, 6], [1, 2, 5, 6], [1, 2, 5, 6]])
    await expect(written(stageCustomersStatement('x', sources))).toBeValidQuery(two.warehouse)
  })
})

describe('persons, by value and on two shards', () => {
  const custNos = (rows: Sql) => query<{ cust_id: string; cust_no: number }>(sql`SELECT cust_id, cust_no FROM ${rows} WHERE cust_no < 3 ORDER BY cust_id, cust_no`)

  it('IDN-9: of two copies the one in force is read', async () => {
    expect(await values(custNos(bankRows('txn', [6], ['amount_minor'])))).toEqual([{ cust_id: 'A1', cust_no: 1 }, { cust_id: 'A2', cust_no: 1 }])
    expect(await values(hiddenRowsQuery('bank_txn', 22))).toEqual([{ n: '1' }])
    expect(await values(custNos(bankPersons([1], ['city_code'])))).toEqual([{ cust_id: 'A1', cust_no: 1 }])
    expect(await values(query(sql`SELECT count() AS n FROM ${bankPersons([1, 7], ['city_code', 'status'])}`))).toEqual([{ n: '5' }])
  })

  it('names the state in force and who is merged', async () => {
    expect(await values(stateInForceQuery)).toEqual([{ run_id: '22' }])
    expect(await values(hiddenCountQuery(22))).toEqual([{ n: '1' }])
    expect(await values(movedNumbersQuery)).toEqual([{ own: 2, no: 1 }])
    expect(await values(query(sql`SELECT cust_id, cust_no, shard_key FROM ${currentNumbers(sql`cust_id IN ('A1', 'A2', 'A3')`)} AS people ORDER BY cust_id`))).toEqual([
      { cust_id: 'A1', cust_no: 1, shard_key: 'A1' }, { cust_id: 'A2', cust_no: 1, shard_key: 'A1' }, { cust_id: 'A3', cust_no: 3, shard_key: 'A3' },
    ])
    const first = (id: string) => query<{ id: string }>(sql`SELECT ${firstNumberOf(id)} AS id`)
    expect([await values(first('A2')), await values(first('A3'))]).toEqual([[{ id: 'A1' }], [{ id: 'A3' }]])
    expect(await values(query(sql`SELECT * FROM ${firstNumbersOf(['A2', 'A3'])} AS ids ORDER BY cust_id`))).toEqual([{ cust_id: 'A2', first_id: 'A1' }, { cust_id: 'A3', first_id: 'A3' }])
  })

  it('reads numbers, persons and sizes; identity_customer is whole on every node, so by one engine', async () => {
    const one = async <Row>(asked: Query<Row>) => {
      await expect(asked).toBeValidQuery(two.warehouse)
      return two.warehouse.query(asked)
    }
    expect(await one(numbersOfQuery(['A2']))).toEqual([{ cust_id: 'A2', own: 2, no: 1, key: 'A1', own_key: 'A2' }])
    for (const id of ['A1', 'A2']) expect((await one(personsOfQuery([id]))).map((row) => row.cust_id)).toEqual(['A1', 'A2'])
    expect((await one(personsOfQuery(['A3']))).map((row) => row.cust_id)).toEqual(['A3'])
    expect(await values(matesQuery(['A1', 'A2', 'A3']))).toEqual([{ cust_id: 'A1', mates: ['A1', 'A2'] }, { cust_id: 'A2', mates: ['A1', 'A2'] }])
    expect(await one(sizesQuery)).toEqual([{ size: 1, persons: '4' }, { size: 2, persons: '1' }])
    expect(await one(lineageQuery(20, null))).toMatchObject([
      { merge: 1, cust_id: 'A1', own: 1, before_no: 1, after_no: 1, now_no: 1, now_members: '2', then_members: '2' },
      { merge: 1, cust_id: 'A2', own: 2, before_no: 2, after_no: 1, now_no: 1, now_members: '2', then_members: '2' },
    ])
    expect(await one(lineageQuery(20, 2))).toEqual([])
    expect(await one(mergePageQuery(20, 1, 5))).toHaveLength(2)
    expect(await one(historyOfQuery('A2'))).toEqual([{ run_id: '20', merge: 1, cust_ids: ['A1', 'A2'] }])
    expect(await one(written(insertMergesStatement(30, [{ own: 2, no: 2, merge: 1 }])))).toHaveLength(1)
    for (const statement of [keepMovedStatement(30), changeMovedStatement(30, 20), hideStatement(30, 20, 'before'), readyStatement(30)]) expect(await one(written(statement))).toHaveLength(1)
    expect(await one(written(copyRowsStatement('bank_txn', 20)))).toMatchObject([{ cust_id: 'A2', cust_no: 1, shard_key: 'A1' }])
    expect(await one(written(renewDevicesStatement(5)))).toMatchObject([{ device_id: 'd1', cust_id: 'A2', cust_no: 1, shard_key: 'A1' }])
  })
})

describe('desk and owners, by value and on two shards', () => {
  const decided = { a: ['A1', 'A1'], b: ['A3', 'A4'], pattern: [0, 0], kinds: [0, 0], decision: ['apart', 'unsure'] }
  const none = { a: [], b: [], pattern: [], kinds: [], decision: [] }
  const plan: QueuePlan = { runId: RUN, decided: none, places, scope: everything, state: 'all' }

  it('IDN-18: the queue is what waits; a decision on other evidence does not count', async () => {
    const pairs = async (asked: QueuePlan) => (await values(queuePageQuery(asked, null, 10))).map((row) => [row.a_id, row.b_id, row.state])
    expect(await pairs(plan)).toEqual([['A1', 'A3', 'waiting'], ['A1', 'A4', 'waiting'], ['A2', 'A3', 'waiting']])
    expect(await pairs({ ...plan, decided })).toHaveLength(3)
    const edges = await two.warehouse.query(edgesOfPairsQuery(RUN, [['A1', 'A3'], ['A1', 'A4']]))
    const sorted = [...edges].sort((one, other) => one.b_id.localeCompare(other.b_id))
    const same = { ...decided, pattern: sorted.map((edge) => edge.pattern), kinds: sorted.map((edge) => edge.kinds) }
    expect(await pairs({ ...plan, decided: same })).toEqual([['A1', 'A4', 'unsure'], ['A2', 'A3', 'waiting']])
    expect(await values(queueCountsQuery({ ...plan, decided: same }))).toEqual([{ waiting: '1', unsure: '1' }])
    expect(await pairs({ ...plan, scope: branchOne })).toEqual([['A1', 'A3', 'waiting']])
    expect(await pairs({ ...plan, rule: 'LINK_VANISHED' })).toEqual([['A2', 'A3', 'waiting']])
    expect(await pairs({ ...plan, minProbability: 0.9 })).toEqual([])
    expect((await values(queuePageQuery(plan, { probability: 0.75, valueMinor: '500', a: 'A1', b: 'A3' }, 10))).map((row) => row.b_id)).toEqual(['A4', 'A3'])
  })

  it('shows sides and who of them may be seen', async () => {
    expect(await values(sidesQuery([1], [4], ['A1', 'A2'], '2025-12-31'))).toMatchObject([{ cust_id: 'A1', birth: '1980-01-02', org: 'B1', value_minor: '500' }, { cust_id: 'A2', org: 'B2', value_minor: '70' }])
    expect(await values(visibleQuery([1], ['A1', 'A2', 'A4'], branchOne, places))).toEqual([{ cust_id: 'A1' }])
    expect(await values(identifierQuery([1], 'mobile', 'm1', 10))).toEqual([{ cust_id: 'A1', current: 1 }, { cust_id: 'A4', current: 1 }])
  })

  it('IDN-19: many hashes at once: who ever had each, and whether it is their newest', async () => {
    expect(await values(identifiersQuery([1], 'mobile', ['m1', 'nobody']))).toEqual([{ hash: 'm1', cust_id: 'A1', current: 1 }, { hash: 'm1', cust_id: 'A4', current: 1 }])
    expect(textOf(identifiersQuery([1], 'mobile', ["x'; DROP"]))).not.toContain('DROP')
    await expect(identifiersQuery([1], 'id_no', ['x'])).toBeValidQuery(two.warehouse)
  })

  it('orphans: no org, an org not in the tree, no manager, one nobody knows, one who left', async () => {
    const rows = await two.warehouse.query(orphansQuery(owners, { after: null, limit: 10 }))
    expect(rows.map((row) => [row.cust_id, row.reasons])).toEqual([['A2', ['RM_LEFT']], ['A3', ['NO_RM']], ['A4', ['NO_ORG']], ['A5', ['UNKNOWN_ORG']], ['A6', ['UNKNOWN_RM']]])
    await values(orphansQuery(owners, { after: null, limit: 10 }))
    expect((await values(orphansQuery(owners, { reason: 'NO_RM', after: null, limit: 10 }))).map((row) => row.cust_id)).toEqual(['A3'])
    expect((await values(orphansQuery(owners, { after: { valueMinor: '0', custId: 'A4' }, limit: 10 }))).map((row) => row.cust_id)).toEqual(['A5', 'A6'])
    expect(await values(orphanCountsQuery(owners))).toHaveLength(5)
  })

  it('owner conflicts: a person whose numbers name two orgs', async () => {
    const rows = await two.warehouse.query(ownerConflictsQuery(owners, 0, 10))
    expect(rows).toEqual([{ person: 1, members: [['A1', 'B1', 'E1', 'ACTIVE', '2020-01-01', '500'], ['A2', 'B2', 'E2', 'ACTIVE', '2020-01-01', '70']] }])
    await expect(ownerConflictsQuery(owners, 0, 10)).toBeValidQuery(two.warehouse)
    expect(await two.warehouse.query(ownerConflictCountQuery(owners))).toEqual([{ n: '1' }])
  })

  it('ids and hashes are bound, never text', () => {
    expect(textOf(edgesOfPairsQuery(1, [["x'; DROP", 'y']]))).not.toContain('DROP')
    expect(textOf(identifierQuery([1], 'mobile', "x'; DROP", 5))).not.toContain('DROP')
    expect(textOf(personsOfQuery(["x'; DROP"]))).not.toContain('DROP')
    expect(textOf(queuePageQuery({ ...plan, decided: { ...none, a: ["x'; DROP"], b: ['y'], pattern: [0], kinds: [0], decision: ['apart'] } }, null, 1))).not.toContain('DROP')
  })

  it('IDN-20: of persons with several numbers what decides whose owner holds; the number chosen gives org and manager', async () => {
    const facts = { customerRuns: [1, 7], valueRuns: [4], asOf: '2025-12-31' }
    const [row] = await values(sharedOwnersQuery(22, facts))
    expect(row?.person).toBe(1)
    expect(row?.members.map(([custId, org, rm]) => [custId, org, rm])).toEqual([['A1', 'B1', 'E1'], ['A2', 'B2', 'E2']])
    expect(row?.members.map((member) => member[5])).toEqual(['500', '70'])
    const person = query<{ cust_id: string; org: string; rm: string }>(sql`SELECT cust_id, toString(main_org_id) AS org, toString(rm_emp_id) AS rm FROM ${bankPersons([1], ['main_org_id', 'rm_emp_id'])} WHERE cust_id IN ('A1', 'A2')`)
    expect(await values(person)).toEqual([{ cust_id: 'A1', org: 'B1', rm: 'E1' }])
    await two.warehouse.insert('identity_state', 'JSONEachRow', Buffer.from(JSON.stringify({ run_id: 22, role: 'owner', cust_id: 'A2', cust_no: 1, moved_key: '', from_no: 0 })))
    expect(await values(person)).toEqual([{ cust_id: 'A1', org: 'B2', rm: 'E2' }])
    await two.warehouse.command(keepOwnersStatement(99, 22))
    expect(await values(ownersOfStateQuery(99))).toEqual([{ person: 1, cust_id: 'A2' }])
    await two.warehouse.deleteRows('identity_state', sql`role = 'owner'`)
  })

  it('PRV-11: evidence and changes of customers', async () => {
    const edges = Number((await values(edgeCountQuery(['A1', 'A5'])))[0]?.n)
    expect(edges).toBeGreaterThan(0)
    expect(Number((await values(edgeCountQuery(['none'])))[0]?.n)).toBe(0)
    expect(await values(changeRunsQuery(['A2', 'A6']))).toEqual([{ run_id: '20' }])
  })
})
