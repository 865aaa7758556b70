import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, renderSql, sql } from '#kernel/sql'
import { bankRuns } from '#ingest'
import { latestSnapshot, loadRuleGround } from '#tags'
import { listRequests, moveTagRequest, proposeTag } from '../../src/tags/actions/request-tag.js'
import { presentRequest } from '../../src/tags/present.js'
import { diffVersions } from '../../src/tags/actions/diff-versions.js'
import { tagVersions } from '../../src/tags/actions/tag-versions.js'
import { tagMethod } from '../../src/tags/domain/tag-method.js'
import { backfillCountsQuery } from '../../src/tags/sql/backfill-counts.js'
import { diffMatrixQuery, diffSamplesQuery, diffTotalsQuery } from '../../src/tags/sql/diff-query.js'
import { joinedRows } from '../../src/tags/sql/joined-rows.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import '../kit/valid-query.js'

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
  await publish('busy', over('txn', 3))
  await publish('busy', over('txn', 5))
  await publish('band', bands([5000000, 20000000]))
  await publish('band', bands([5000000, 100000000]))
})
afterAll(() => app.close())

const ports = () => ({ orgPaths: () => app.access.orgs() })
const over = (table: string, n: number) => ({ facet: 'value', classification: 'C1', compute: { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'agg', table, fn: 'count' }, op: '>=', value: n } } })
const bands = (edges: number[]) => ({ facet: 'value', classification: 'C1', compute: { v: 1, kind: 'value', value: { kind: 'bucket', of: { kind: 'attr', table: 'customer', field: 'aum' }, edges, labels: ['LOW', { code: 'MID', zh: '中', en: 'Middle' }, 'HIGH'] } } })
async function publish(key: string, body: unknown, actor = headOffice): Promise<void> {
  const known = await app.context.definitions.get('tag', key).catch(() => null)
  const name = { zh: key, en: key }
  const draft = known === null ? await app.context.definitions.create('tag', { key, name, body }, actor) : await app.context.definitions.save('tag', key, { revision: known.revision, name, body }, actor)
  await app.context.definitions.publish('tag', key, { revision: draft.revision, note: 'x' }, actor)
}

describe('TAG-10: how two versions differ', () => {
  it('by hand: who left when the threshold rose, over who the asker may see, with samples', async () => {
    // Three rows or more: C01, C05 and C11-20 (ten), C21-30 (three): 22. Five or more: C11-20.
    const found = await diffVersions(app.context, ports(), 'busy', { from: 1, to: 2, asOf }, headOffice)
    expect(found).toMatchObject({ asOf, customers: 40, before: 22, after: 10, entered: 0, left: 12, changed: 0, same: 10 })
    expect(found.matrix).toEqual([{ from: 'true', to: null, count: 12 }, { from: 'true', to: 'true', count: 10 }])
    expect(found.samples[0]).toEqual({ custId: 'C01', from: 'true', to: null })
    expect(found.samples).toHaveLength(12)
    const branch = await diffVersions(app.context, ports(), 'busy', { from: 1, to: 2, asOf }, branchB1)
    expect([branch.customers, branch.left]).toEqual([24, 6])
    const careful = await diffVersions(app.context, ports(), 'busy', { from: 1, to: 2, asOf }, { ...branchB1, permissions: ['tag.read'], scope: { ...branchB1.scope, minCell: 8 } })
    expect([careful.left, careful.matrix, careful.samples]).toEqual([0, [{ from: 'true', to: 'true', count: 10 }], []])
  })

  it('codes by pair; a draft can be compared before it is published; numbers by how they moved', async () => {
    const found = await diffVersions(app.context, ports(), 'band', { from: 1, to: 2, asOf }, headOffice)
    // Below 50,000: 14 both times. 50,000 to 199,999.99: 13. From 200,000: 8, of which only C09 has 1,000,000.
    expect(found.matrix).toEqual([{ from: 'LOW', to: 'LOW', count: 14 }, { from: 'MID', to: 'MID', count: 13 }, { from: 'HIGH', to: 'MID', count: 7 }, { from: 'HIGH', to: 'HIGH', count: 1 }])
    expect([found.changed, found.same, found.labels['MID']]).toEqual([7, 28, { zh: '中', en: 'Middle' }])
    const count = (days: number) => ({ facet: 'value', classification: 'C1', compute: { v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'last', n: days, unit: 'd' } } } })
    await publish('rows', count(365))
    const head = await app.context.definitions.get('tag', 'rows')
    await app.context.definitions.save('tag', 'rows', { revision: head.revision, name: head.name, body: count(30) }, headOffice)
    const moved = await diffVersions(app.context, ports(), 'rows', { from: 1, to: 'draft', asOf }, headOffice)
    // 25 customers lose rows (C01, C02, C04, C06, C11-30); C05 and C31 keep theirs.
    expect(moved.matrix.map(({ to, count: n }) => [to, n])).toContainEqual(['lower', 24])
    expect(moved.entered + moved.left).toBe(0)
    await expect(diffVersions(app.context, ports(), 'rows', { from: 1, to: 'draft', asOf: '2020-01-01' }, headOffice)).rejects.toMatchObject({ code: 'TAGS_NO_CUSTOMERS' })
    await publish('rows', over('txn', 1))
    await expect(diffVersions(app.context, ports(), 'rows', { from: 1, to: 2, asOf }, headOffice)).rejects.toMatchObject({ code: 'TAG_DIFF_TYPES' })
  })

  it('text of the queries, valid by the engine', async () => {
    const place = { from: sql`t AS base`, where: sql`1`, before: sql`x`, after: sql`y`, type: 'bool' }
    expect(renderSql(diffTotalsQuery(place).sql).text).toMatchInlineSnapshot(`"SELECT count() AS customers, countIf(a IS NOT NULL) AS before, countIf(b IS NOT NULL) AS after, countIf(a IS NULL AND b IS NOT NULL) AS entered, countIf(a IS NOT NULL AND b IS NULL) AS gone, countIf(ifNull(a != b, 0)) AS changed FROM (SELECT base.cust_id AS cust_id, if(ifNull(x, 0), 'true', NULL) AS a, if(ifNull(y, 0), 'true', NULL) AS b FROM t AS base WHERE 1)"`)
    expect(renderSql(diffMatrixQuery({ ...place, type: 'int' }).sql).text).toMatchInlineSnapshot(`"SELECT a, b, count() AS n FROM (SELECT base.cust_id AS cust_id, if(isNull(toFloat64(x)), NULL, 'same') AS a, multiIf(isNull(toFloat64(y)), NULL, isNull(toFloat64(x)), 'new', toFloat64(y) < toFloat64(x), 'lower', toFloat64(y) > toFloat64(x), 'higher', 'same') AS b FROM t AS base WHERE 1) WHERE a IS NOT NULL OR b IS NOT NULL GROUP BY a, b ORDER BY n DESC, a, b LIMIT 200"`)
    expect(renderSql(diffSamplesQuery({ ...place, type: 'set' }, 5).sql).text).toMatchInlineSnapshot(`"SELECT cust_id, a, b FROM (SELECT base.cust_id AS cust_id, if(empty(x), NULL, arrayStringConcat(arraySort(x), ', ')) AS a, if(empty(y), NULL, arrayStringConcat(arraySort(y), ', ')) AS b FROM t AS base WHERE 1) WHERE ifNull(a, '') != ifNull(b, '') ORDER BY cust_id LIMIT {p0:Int64}"`)
    const snapshot = (await latestSnapshot(app.context, asOf))!
    const real = { from: sql`${identifier(snapshot.table)} AS base`, where: sql`1`, before: identifier('base', 't_age'), after: identifier('base', 't_txn_30d'), type: 'int' }
    for (const asked of [diffTotalsQuery(real), diffMatrixQuery(real), diffSamplesQuery(real, 5)]) await expect(asked).toBeValidQuery(app.context.warehouse)
    for (const type of ['bool', 'set', 'int']) expect(renderSql(backfillCountsQuery('t', 'v', type).sql).text).toContain(type === 'set' ? 'notEmpty' : type === 'bool' ? 'ifNull' : 'IS NOT NULL')
    await expect(backfillCountsQuery(snapshot.table, 't_silver', 'bool')).toBeValidQuery(app.context.warehouse)
    const rows = query(joinedRows('enterprise', 'industry_code', await bankRuns(app.context.runs, 'customer', asOf), []))
    await expect(rows).toBeValidQuery(app.context.warehouse)
    expect(await app.context.warehouse.query(rows)).toEqual([])
  })
})

describe('TAG-11: versions and past dates', () => {
  it('a version is in force until the next; its backfill is another run than the current snapshot', async () => {
    const before = await latestSnapshot(app.context)
    await runJob(app, 'tags.backfill', { key: 'busy', version: 1, dates: ['2025-12-07', '2025-11-30'] })
    const [second, first] = await tagVersions(app.context, 'busy')
    expect([second?.version, second?.until, first?.version, first?.until]).toEqual([2, null, 1, second?.from])
    // Three rows or more by 30 November: C11-20 with five, C21-30 with three less the one of 31 December.
    expect(first?.backfills.map(({ asOf: day, customers, covered }) => [day, customers, covered])).toEqual([['2025-12-07', 40, 10], ['2025-11-30', 40, 10]])
    expect(second?.backfills).toEqual([])
    expect((await latestSnapshot(app.context))?.runId).toBe(before?.runId)
  })

  it('the same date again replaces the earlier one; a later day than today is refused', async () => {
    await runJob(app, 'tags.backfill', { key: 'busy', dates: ['2025-12-07'] })
    await runJob(app, 'tags.backfill', { key: 'busy', dates: ['2025-12-07'] })
    const [newest] = await tagVersions(app.context, 'busy')
    expect(newest?.backfills.map(({ covered }) => covered)).toEqual([10])
    await expect(runJob(app, 'tags.backfill', { key: 'busy', dates: ['2999-01-01'] })).rejects.toMatchObject({ code: 'TAG_BACKFILL_FUTURE' })
  })

  it('the method of a tag is what it says, else what it computes', async () => {
    const ground = await loadRuleGround(app.context, { asOf })
    const methods = [...ground.tags.values()].map(({ key, body }) => [key, tagMethod(body)] as const)
    expect(Object.fromEntries(methods)).toMatchObject({ busy: 'rule', band: 'attribute', 'txn-30d': 'aggregate', 'last-amount': 'fact' })
  })
})

describe('TAG-12: a request for a tag', () => {
  it('goes from a proposal to the review after thirty days; who defined it does not publish it', async () => {
      const author = { ...headOffice, id: 'author', name: 'Author' }
      const asked = await proposeTag(app.context, { name: { zh: '夜间客户', en: 'Night owls' }, decision: 'When to send messages', why: 'Too many are sent in the morning' }, { ...branchB1, permissions: ['tag.read'] })
      expect([asked.state, asked.next, asked.steps[0]?.by]).toEqual(['proposed', [], branchB1.name])
      const move = (to: 'defined' | 'in_review' | 'published' | 'reviewed' | 'rejected', actor = author, tag?: string) => moveTagRequest(app.context, asked.id, { to, why: 'because', ...(tag === undefined ? {} : { tag }) }, actor)
      await expect(move('defined', { ...author, permissions: ['tag.read'] })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(move('published')).rejects.toMatchObject({ code: 'TAG_REQUEST_MOVE' })
      await expect(move('defined')).rejects.toMatchObject({ code: 'TAG_REQUEST_TAG' })
      await expect(move('defined', author, 'no-such-tag')).rejects.toMatchObject({ code: 'DEFINITION_NOT_FOUND' })
      await app.context.definitions.create('tag', { key: 'night', name: { zh: '夜间', en: 'Night' }, body: over('txn', 2) }, author)
      expect((await move('defined', author, 'night')).tag).toBe('night')
      expect((await move('in_review')).next).toEqual(['defined', 'rejected'])
      await expect(move('published')).rejects.toMatchObject({ code: 'TAG_REQUEST_OWN' })
      const done = await move('published', { ...headOffice, id: 'reviewer', name: 'Reviewer' })
      expect([done.state, done.version, done.reviewDue, done.overdue]).toEqual(['published', 1, expect.any(String), false])
      expect((await app.context.definitions.get('tag', 'night')).version).toBe(1)
      const list = await listRequests(app.context, { tag: 'night', limit: 10 }, author)
      expect(list.items[0]?.proposedOrg).toBe('/HO/B1/')
      expect((await listRequests(app.context, { due: true, limit: 10 }, author)).total).toBe(0)
      await app.context.ledger.db.withTables<{ tag_request: { review_due: string; tag: string } }>().updateTable('tag_request').set({ review_due: '2000-01-01' }).where('tag', '=', 'night').execute()
      expect((await listRequests(app.context, { due: true, limit: 10 }, author)).items.map(({ tag, overdue }) => [tag, overdue])).toEqual([['night', true]])
      expect([list.total, list.items[0]?.steps.map(({ to }) => to)]).toEqual([1, ['proposed', 'defined', 'in_review', 'published']])
      expect((await move('reviewed')).next).toEqual([])
      await expect(move('rejected')).rejects.toMatchObject({ code: 'TAG_REQUEST_MOVE' })
      expect((await listRequests(app.context, { state: 'proposed', limit: 10 }, author)).items).toEqual([])
  })

  it('the review shows as due on its day, until it is done', () => {
    const row = { id: 1, name_zh: '夜', name_en: null, decision: 'd', tag: 'night', version: 1, state: 'published', proposed_by_id: 'a', proposed_by_name: 'A', proposed_org: '/', defined_by_id: 'a', proposed_at: '2025-11-01T00:00:00Z', review_due: '2025-12-01' } as const
    const shown = (state: 'published' | 'reviewed', today: string) => presentRequest({ ...row, state }, [], { actor: headOffice, today }).overdue
    expect([shown('published', '2025-11-30'), shown('published', '2025-12-01'), shown('reviewed', '2025-12-31')]).toEqual([false, true, false])
  })
})
