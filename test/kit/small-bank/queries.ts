import { compileRule, compileValue, type ValueNode } from '#kernel/rule'
import { identifier, join, query, raw, renderInline, sql, type Query, type Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import { bankRows, bankRuns } from '#ingest'
import { customersBase, customersFrom, latestSnapshot, loadRuleGround, visibleTo, type RuleGround } from '#tags'
import type { Segment } from '#segments/contract'
import { segmentRuns } from '#segments'
import { assignNumbersStatement, highestNumberQuery } from '../../../src/identity/sql/assign-numbers.js'
import { columnReportQuery } from '../../../src/ingest/sql/column-report-query.js'
import * as stage from '../../../src/ingest/sql/stage-queries.js'
import { planRow, type RowPlan } from '../../../src/ingest/sql/staged-row.js'
import * as review from '../../../src/review/sql/arm-moments-query.js'
import { loadSegmentGround } from '../../../src/segments/actions/segment-ground.js'
import * as bits from '../../../src/segments/sql/bits-queries.js'
import * as changes from '../../../src/segments/sql/change-queries.js'
import * as erasure from '../../../src/segments/sql/erasure-queries.js'
import * as lists from '../../../src/segments/sql/list-queries.js'
import * as segments from '../../../src/segments/sql/segment-queries.js'
import { compileTag } from '../../../src/tags/actions/rule-schema.js'
import { tagColumn } from '../../../src/tags/domain/snapshot-column.js'
import { customerBase, fillSnapshot } from '../../../src/tags/sql/build-snapshot.js'
import * as distribution from '../../../src/tags/sql/distribution-query.js'
import { headOffice, type TestApp } from '../app.js'
import { asOf } from './load.js'

/** Queries by the name of their builder. */
export type NamedQueries = Readonly<Record<string, Query<unknown>>>

export const zone = 'Asia/Shanghai'

/** Somebody of branch B1. */
export const branchB1: Actor = { ...headOffice, id: 'test-b1', scope: { orgPaths: ['/HO/B1/'], masking: 'masked', minCell: 0 } }

/** What an INSERT SELECT writes, as a query. Bitmaps are written as their numbers. */
export function selectPart(statement: Sql): Query<Record<string, unknown>> {
  const text = renderInline(statement).replace(/^INSERT INTO \S+ \([^)]*\) (?=SELECT)/, '')
  return query(raw(text.replace('groupBitmapState(base.cust_no)', 'arraySort(bitmapToArray(groupBitmapState(base.cust_no))) AS members')))
}

/** Every SELECT builder of ingest, identity, tags, segments and review over the loaded small bank. */
export async function smallBankQueries(app: TestApp): Promise<NamedQueries> {
  return { ...(await ingestQueries(app)), ...(await tagQueries(app)), ...(await segmentQueries(app)), ...(await reviewQueries(app)) }
}

/** A stage table of five transactions: two of one key, one of no account, one bad date. */
export async function stageFive(app: TestApp): Promise<RowPlan> {
  const { warehouse } = app.context
  await warehouse.createTable({ name: 'stage_five', columns: { _line: 'UInt64', c0: 'String', c1: 'String', c2: 'String', c3: 'String' }, orderBy: ['_line'], spread: 'copied' })
  const rows = ['2,N1,A01,2025-12-30,1.00', '3,N2,A02,2025-12-30,2.00', '4,N2,A03,2025-12-30,3.00', '5,N3,A99,2025-12-30,4.00', '6,N4,A04,2025-02-30,5.00']
  await warehouse.insert('stage_five', 'CSV', Buffer.from(`${rows.join('\n')}\n`))
  const accounts = await bankRuns(app.context.runs, 'account', asOf)
  const columns = { txn_id: 'c0', cust_id: { from: 'c1', lookup: { table: 'account' as const, by: 'acct_id', value: 'cust_id' } }, ts: 'c2', amount: 'c3' }
  return planRow(
    { table: 'txn', mode: 'append', columns },
    { text: (name) => identifier(name), timeZone: zone, minorDigits: 2, fileHash: 'f'.repeat(16), runsOf: () => accounts, pads: app.context.secrets.hashPads() },
  )
}

async function ingestQueries(app: TestApp): Promise<NamedQueries> {
  const { runs } = app.context
  const plan = await stageFive(app)
  const place = { stage: stage.stageTable('stage_five') }
  const customers = await bankRuns(runs, 'customer', asOf)
  const txns = await bankRuns(runs, 'txn', asOf)
  const ids = stage.customerIdsQuery(plan, place)
  const pii = planRow(
    { table: 'customer', mode: 'upsert', columns: { cust_id: 'c0', name: 'c1' } },
    { text: (name) => identifier(name), timeZone: zone, minorDigits: 2, fileHash: 'f'.repeat(16), runsOf: () => [], pads: app.context.secrets.hashPads() },
  )
  const into = { ...place, table: 'bank_txn', runId: 999, businessDate: asOf, repeated: true, already: txns, perCustomer: true }
  return {
    'bankRows newest wins': query(sql`SELECT * FROM ${bankRows('customer', customers, ['city_code', 'x_aum', 'x_score'])}`),
    'bankRows by key': query(sql`SELECT * FROM ${bankRows('account', await bankRuns(runs, 'account', asOf), ['type', 'status'])}`),
    'bankRows every row': query(sql`SELECT * FROM ${bankRows('txn', txns, ['ts', 'amount_minor'])}`),
    columnReportQuery: columnReportQuery('bank_txn', txns[0] ?? 0, ['type', 'dir', 'ts', 'amount_minor']),
    stagedCountQuery: stage.stagedCountQuery(plan, place, { part: 0, parts: 1 }),
    customerIdsQuery: ids,
    rejectsQuery: stage.rejectsQuery(plan, place, true),
    identifiersQuery: stage.identifiersQuery(pii, { ...place, repeated: true }, app.context.secrets.hashPads()),
    'insertRowsStatement select': selectPart(stage.insertRowsStatement(plan, into)),
    highestNumberQuery,
    'assignNumbersStatement select': selectPart(assignNumbersStatement(stage.customerIdsQuery(pii, place), 40)),
  }
}

/** Ranks in the bank and in the band, and sums since a day of the customer. */
function readingsQuery(ground: RuleGround, base: Sql): Query<unknown> {
  const options = { asOf, timeZone: zone, passes: ground.passes }
  const read = (value: ValueNode) => compileValue({ v: 1, kind: 'value', value }, ground.schema, options).value
  const inflow: ValueNode = { kind: 'tag', tag: 'inflow-30d' }
  const since: ValueNode = { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'since', since: { kind: 'agg', table: 'txn', fn: 'max', field: 'ts' }, days: 5 } }
  const columns = [
    read({ kind: 'population', fn: 'rank', of: inflow, by: [{ kind: 'tag', tag: 'age-band' }] }),
    read({ kind: 'population', fn: 'percentile', of: inflow, among: { kind: 'compare', left: { kind: 'tag', tag: 'txn-30d' }, op: '>', value: 0 } }),
    read({ kind: 'population', fn: 'tile', tiles: 5, of: since, best: 'low' }),
    read(since),
  ]
  const from = customersFrom(base, ground.passes.passes(), ground.facts)
  return query(sql`SELECT base.cust_id, ${join(columns)} FROM ${from} ORDER BY base.cust_id`)
}

async function tagQueries(app: TestApp): Promise<NamedQueries> {
  const { context } = app
  const ground = await loadRuleGround(context, { asOf, useSnapshot: false })
  const compiled = [...ground.tags.values()].map((tag) => ({ column: tagColumn(tag.key), ...compileTag(tag.body, ground.schema, ground) }))
  const base = customerBase(await bankRuns(context.runs, 'customer', asOf), ground.attributes, await app.access.orgs())
  const from = customersFrom(base, ground.passes.passes(), ground.facts)
  const snapshot = (await latestSnapshot(context, asOf)) ?? raise()
  const built = sql`${identifier(snapshot.table)} AS base`
  const place = (column: string) => ({ from: built, where: visibleTo(branchB1), value: identifier('base', column) })
  const inPlace = (column: string) => ({ from, where: visibleTo(headOffice), value: compiled.find((tag) => tag.column === column)?.value ?? raise() })
  return {
    'customerBase and customersFrom': query(sql`SELECT base.cust_id, base.org_path, base.rm, base.a_city_code, base.a_score FROM ${from}`),
    'customersFrom with readings of the population': readingsQuery(ground, base),
    'customersFrom with readings of the population on a snapshot': readingsQuery(await loadRuleGround(context, { asOf }), identifier(snapshot.table)),
    'fillSnapshot select': selectPart(fillSnapshot('tag_snapshot_0', from, ground.attributes, compiled)),
    categoriesQuery: distribution.categoriesQuery(place('t_age_band'), false),
    'categoriesQuery in place': distribution.categoriesQuery(inPlace('t_aum_tier'), false),
    'categoriesQuery of a set': distribution.categoriesQuery({ ...place('t_age'), value: sql`arrayFilter(x -> x != '', ['all', ifNull(toString(base.t_aum_tier), '')])` }, true),
    profileQuery: distribution.profileQuery(place('t_inflow_30d'), true),
    'profileQuery in place': distribution.profileQuery(inPlace('t_inflow_30d'), true),
    setCoverageQuery: distribution.setCoverageQuery({ ...place('t_age'), value: sql`if(base.t_age IS NULL, [], ['x'])` }),
    binsQuery: distribution.binsQuery(place('t_age'), 0, 10),
    coverageQuery: distribution.coverageQuery(sql`${identifier(snapshot.table)} AS base WHERE ${visibleTo(headOffice)}`, [sql`t_age IS NOT NULL`, sql`t_aum_tier IS NOT NULL`]),
  }
}

function lifeQueries(table: string, active: number, wealthy: number): NamedQueries {
  const visible = visibleTo(branchB1)
  return {
    changedBetween: segments.memberCountQuery({ table: identifier(table), visible, members: changes.changedBetween(active, wealthy, 'entered') }),
    changedNumbersQuery: changes.changedNumbersQuery(active, wealthy, 4, 3),
    custIdsQuery: changes.custIdsQuery(table, [1, 5, 999]),
    firstCustIdsQuery: changes.firstCustIdsQuery([1, 5]),
    segmentOrgsQuery: changes.segmentOrgsQuery({ table: identifier(table), visible, runId: active }),
    numbersOfQuery: erasure.numbersOfQuery(['C01', 'C05']),
    erasureCountsQuery: erasure.erasureCountsQuery([1, 5]),
    listedQuery: lists.listedQuery(table, visible, ['C01', 'C25', 'X']),
    mateNumbersQuery: lists.mateNumbersQuery(['C01', 'X']),
    seenNumbersQuery: lists.seenNumbersQuery(table, visible, [1, 25]),
  }
}

async function segmentQueries(app: TestApp): Promise<NamedQueries> {
  const { context } = app
  const snapshot = (await latestSnapshot(context, asOf)) ?? raise()
  const active = (await segmentRuns(context, 'active'))[0] ?? raise()
  const page = { table: identifier(snapshot.table), visible: visibleTo(branchB1), members: segments.isMember(active.runId), columns: ['t_age', 't_aum_tier'] }
  const ports = { orgPaths: () => app.access.orgs() }
  const queries: Record<string, Query<unknown>> = {}
  for (const [name, key] of [['', 'active'], [' naming segments', 'active-wealthy']] as const) {
    const { rule } = (await context.definitions.version<Segment>('segment', key, 'latest')).body
    const ground = await loadSegmentGround(context, [rule], asOf)
    const compiled = compileRule(rule, ground.schema, { asOf, timeZone: zone, passes: ground.passes })
    const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
    queries[`waterfallQuery${name}`] = segments.waterfallQuery({ from, visible: visibleTo(branchB1) }, compiled.steps)
    queries[`insertMembers select${name}`] = selectPart(segments.insertMembers({ runId: 9, segment: key, version: 1 }, from, compiled.condition))
  }
  return {
    ...queries,
    'waterfallQuery computed in place': await computedWaterfall(app),
    sampleQuery: segments.sampleQuery({ from: sql`${identifier(snapshot.table)} AS base`, visible: page.visible }, segments.isOneOf([1, 2, 3, 25]), 2),
    segmentSizeQuery: segments.segmentSizeQuery(active.runId),
    memberPageQuery: segments.memberPageQuery({ ...page, after: 0, limit: 5 }),
    memberCountQuery: segments.memberCountQuery(page),
    lastNumberQuery: bits.lastNumberQuery(snapshot.table),
    memberNumbersQuery: bits.memberNumbersQuery(active.runId, 3, 20),
    visibleNumbersQuery: bits.visibleNumbersQuery(snapshot.table, page.visible, 3, 20),
    ...lifeQueries(snapshot.table, active.runId, (await segmentRuns(context, 'wealthy'))[0]?.runId ?? raise()),
  }
}

/** The snapshot joined with a fact table: a tag newer than the snapshot. */
async function computedWaterfall(app: TestApp): Promise<Query<unknown>> {
  const ground = await loadRuleGround(app.context, { asOf })
  const left = { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: { kind: 'last', n: 30, unit: 'd' } } as const
  const rule = { v: 1, kind: 'rule', rule: { kind: 'compare', left, op: '>=', value: 5000 } } as const
  const compiled = compileRule(rule, ground.schema, { asOf, timeZone: zone, passes: ground.passes })
  const from = customersFrom(identifier(ground.snapshot?.table ?? raise()), ground.passes.passes(), ground.facts)
  return segments.waterfallQuery({ from, visible: visibleTo(branchB1) }, compiled.steps)
}

async function reviewQueries(app: TestApp): Promise<NamedQueries> {
  const { runs } = app.context
  const touches = review.rowsUntil(bankRows('touch', await bankRuns(runs, 'touch', asOf), ['campaign', 'arm', 'ts']), asOf, zone)
  const rows = bankRows('outcome', await bankRuns(runs, 'outcome', asOf), ['metric', 'count', 'value_minor', 'ts'])
  const units = review.campaignUnits(touches, 'winter', ['T', 'C'])
  const outcomes = review.rowsWithin(rows, { from: '2025-12-10', to: '2025-12-17' }, zone)
  const metrics = [{ outcome: 'buy', kind: 'proportion', of: 'count' }, { outcome: 'buy', kind: 'mean', of: 'money' }] as const
  const snapshot = (await latestSnapshot(app.context, asOf)) ?? raise()
  const split = { from: sql`(SELECT cust_no, t_aum_tier AS split_value FROM ${identifier(snapshot.table)}) AS base`, value: sql`base.split_value` }
  return {
    armMomentsQuery: review.armMomentsQuery({ units, outcomes, metrics, split: null }),
    'armMomentsQuery split': review.armMomentsQuery({ units, outcomes, metrics, split }),
    campaignUnits: query(sql`SELECT * FROM ${units}`),
    contaminatedQuery: review.contaminatedQuery(touches, 'winter', zone),
    rowsUntil: query(sql`SELECT * FROM ${review.rowsUntil(rows, asOf, zone)}`),
    rowsWithin: query(sql`SELECT * FROM ${outcomes}`),
  }
}

function raise(): never {
  throw new Error('the small bank is not loaded')
}
