import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankRuns } from '#ingest'
import { normalisedIdentifier } from '#ingest/contract'
import { evaluateRule, type RuleDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import { loadSegmentGround, segmentErasure, snapshotSegment } from '#segments'
import type { Segment } from '#segments/contract'
import { compareRuns } from '../../src/segments/actions/life/compare-runs.js'
import { exportRejects, listOfSegment, readRejects } from '../../src/segments/actions/list/read-rejects.js'
import { uploadList } from '../../src/segments/actions/list/upload-list.js'
import { countSegment, previewSegment } from '../../src/segments/actions/preview-segment.js'
import { readMembers } from '../../src/segments/actions/read-members.js'
import { sampleMembers } from '../../src/segments/actions/sample-members.js'
import { erasureCountsQuery, numbersOfQuery } from '../../src/segments/sql/erasure-queries.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { copyRun } from '../kit/segment-runs.js'
import { asOf, openSmallBank } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
let context: Context

const ports = () => ({ orgPaths: () => app.access.orgs() })
const ruleOf = (rule: RuleDocument['rule']): RuleDocument => ({ v: 1, kind: 'rule', rule })
const snapshot = (key: string, on = asOf) => snapshotSegment(context, ports(), { key, version: 'latest', asOf: on })
const custIds = (page: { items: readonly { custId: string }[] }) => page.items.map(({ custId }) => custId)
const copied = (key: string, from: string, on: string) => copyRun(context, key, from, on)

beforeAll(async () => {
  app = await openSmallBank()
  context = app.context
})
afterAll(() => app.close())

describe('uploaded lists', () => {
  const text = '客户号\nC01\nC05\nX99\nC25\nC05\n'

  it('SEG-21: become a segment of the customers the uploader may see; the other lines keep their reason', async () => {
    const { key, revision, list } = await uploadList(context, { key: 'march-list', name: { zh: '三月名单' }, purpose: '电话回访', fileName: '三月.csv', text }, branchB1)
    expect(list).toMatchObject({ lines: 5, matched: 2, by: branchB1.name, rejected: [{ reason: 'REPEATED', lines: 1 }, { reason: 'UNKNOWN', lines: 2 }] })
    expect((await readRejects(context, key, { limit: 10 })).items).toEqual([{ line: 4, shown: 'X9*', reason: 'UNKNOWN' }, { line: 5, shown: 'C2*', reason: 'UNKNOWN' }, { line: 6, shown: 'C0*', reason: 'REPEATED' }])
    const first = await readRejects(context, key, { limit: 2 })
    expect((await readRejects(context, key, { limit: 2, cursor: first.nextCursor ?? '' })).items.map(({ line }) => line)).toEqual([6])
    await context.definitions.publish('segment', key, { revision }, headOffice)
    expect(await snapshot(key)).toMatchObject({ size: 2 })
    expect(custIds(await readMembers(context, key, headOffice, { limit: 9 }))).toEqual(['C01', 'C05'])
    expect((await listOfSegment(context, key)).fileName).toBe('三月.csv')
  })

  it('SEG-21: can be used in the rules of others before any snapshot', async () => {
    const { key, revision } = await uploadList(context, { key: 'whole-list', name: { zh: '全行名单' }, purpose: '电话回访', text }, headOffice)
    await context.definitions.publish('segment', key, { revision }, headOffice)
    const inBoth = ruleOf({ kind: 'all', all: [{ kind: 'inSegment', segment: key, version: 'latest' }, { kind: 'inSegment', segment: 'wealthy', version: 'latest' }] })
    expect((await previewSegment(context, ports(), inBoth, headOffice, asOf)).count).toBe(2)
  })

  it('SEG-21: by mobile or document: the one customer in reach who has it now; the others keep their reason, and no text is kept', async () => {
    const [run] = await bankRuns(context.runs, 'customer', asOf)
    const hash = (kind: 'mobile' | 'id_no', text: string) => context.secrets.hash(kind, normalisedIdentifier(kind, text))
    const pii = (custId: string, mobile: string, idNo = '', runId = run ?? 0) => JSON.stringify({ run_id: runId, cust_id: custId, shard_key: custId, mobile_hash: mobile && hash('mobile', mobile), id_no_hash: idNo && hash('id_no', idNo) })
    const rows = [pii('C01', '13800000001', '11010119900307857X'), pii('C05', '13800000005'), pii('C25', '13800000005'), pii('C25', '', 'E12345678'), pii('C13', '13800000013')]
    await context.warehouse.insert('customer_pii', 'JSONEachRow', Buffer.from(rows.join('\n')))
    const mobiles = '手机号,姓名\n+86 138-0000-0001,甲\n13800000005\n13800000099\n1.38E+10\n138 0000 0001\n13800000013\n'
    const mine = await uploadList(context, { key: 'by-mobile', by: 'mobile', name: { zh: '手机名单' }, purpose: '电话回访', text: mobiles }, headOffice)
    expect(mine.list).toMatchObject({ kind: 'mobile', lines: 6, matched: 2, rejected: [{ reason: 'MALFORMED', lines: 1 }, { reason: 'REPEATED', lines: 1 }, { reason: 'UNKNOWN', lines: 1 }, { reason: 'AMBIGUOUS', lines: 1 }] })
    const theirs = await uploadList(context, { key: 'by-mobile-b1', by: 'mobile', name: { zh: '手机名单' }, purpose: '电话回访', text: mobiles }, branchB1)
    expect(theirs.list, 'C25 is out of reach of B1').toMatchObject({ matched: 3, rejected: [{ reason: 'MALFORMED' }, { reason: 'REPEATED' }, { reason: 'UNKNOWN', lines: 1 }] })
    const papers = await uploadList(context, { key: 'by-paper', by: 'id_no', name: { zh: '证件名单' }, purpose: '电话回访', text: '证件号\n11010119900307857x\ne 1234 5678\n' }, headOffice)
    expect(papers.list).toMatchObject({ kind: 'id_no', lines: 2, matched: 2, rejected: [] })
    let file = ''
    for await (const part of (await exportRejects(context, 'by-mobile', headOffice)).bytes) file += part
    expect(file.split('\n').slice(1, 4).map((line) => line.trim())).toEqual(['line,text,reason,reason_zh,reason_en', expect.stringMatching(/^3,13\*{6},AMBIGUOUS,对应多位客户/), expect.stringMatching(/^4,13\*{6},UNKNOWN,/)])
    const kept = JSON.stringify([await readRejects(context, 'by-mobile', { limit: 50 }), await context.definitions.get('segment', 'by-mobile'), mine, file])
    expect(kept).not.toMatch(/138[- ]?0000/)
  })

  it('SEG-21: a former mobile does not match; another list is the next version of the same segment', async () => {
    const later = await context.runs.begin({ kind: 'load', subject: 'customer', asOf, tables: ['customer_pii'] })
    const before = await bankRuns(context.runs, 'customer', asOf)
    const hash = (text: string) => context.secrets.hash('mobile', text)
    const row = (runId: number, mobile: string) => JSON.stringify({ run_id: runId, cust_id: 'C17', shard_key: 'C17', mobile_hash: hash(mobile) })
    await context.warehouse.insert('customer_pii', 'JSONEachRow', Buffer.from([row(before[0] ?? 0, '13900000001'), row(later, '13900000002')].join('\n')))
    await context.runs.commit(later, { ...(await context.runs.get(before[0] ?? 0)).detail })
    const first = await uploadList(context, { key: 'renewed', by: 'mobile', name: { zh: '名单' }, purpose: '电话回访', text: '13900000001\n13900000002\n' }, headOffice)
    expect(first.list).toMatchObject({ matched: 1, rejected: [{ reason: 'FORMER', lines: 1 }] })
    await context.definitions.publish('segment', 'renewed', { revision: first.revision }, headOffice)
    expect(await snapshot('renewed')).toMatchObject({ version: 1, size: 1 })
    const head = await context.definitions.get<Segment>('segment', 'renewed')
    const next = await uploadList(context, { key: 'renewed', revision: head.revision, name: { zh: '名单' }, purpose: '电话回访', text: 'C01\nC05\nC17\n' }, headOffice)
    await context.definitions.publish('segment', 'renewed', { revision: next.revision }, headOffice)
    expect(await snapshot('renewed')).toMatchObject({ version: 2, size: 3 })
    const named = (version: number | 'latest') => previewSegment(context, ports(), ruleOf({ kind: 'inSegment', segment: 'renewed', version }), headOffice, asOf)
    expect([(await named(1)).count, (await named('latest')).count]).toEqual([1, 3])
    expect((await named('latest')).sentence).toMatchObject({ zh: '在名单「名单」（最新版）中。', en: 'Is on the list “renewed” (latest version).' })
    await expect(uploadList(context, { key: 'active', revision: 1, name: { zh: 'x' }, purpose: '电话回访', text: 'C01' }, headOffice)).rejects.toMatchObject({ code: 'SEGMENT_NOT_A_LIST' })
  })

  it('SEG-3: a list inside a rule takes the same customers by SQL and by the evaluator', async () => {
    const rule = ruleOf({ kind: 'all', all: [{ kind: 'not', not: { kind: 'inSegment', segment: 'renewed', version: 'latest' } }, { kind: 'any', any: [{ kind: 'inSegment', segment: 'whole-list', version: 'latest' }, { kind: 'inSegment', segment: 'wealthy', version: 'latest' }] }] })
    await publish(app, 'segment', 'listed-mix', { rule })
    await snapshot('listed-mix')
    const members = async (key: string) => custIds(await readMembers(context, key, headOffice, { limit: 100 }))
    for (const key of ['whole-list']) await snapshot(key)
    const [renewed, whole, wealthy] = [await members('renewed'), await members('whole-list'), await members('wealthy')]
    const { schema } = await loadSegmentGround(context, [rule], asOf)
    const everybody = Array.from({ length: 40 }, (_, at) => `C${String(at + 1).padStart(2, '0')}`)
    const segmentsOf = (custId: string) => [...(renewed.includes(custId) ? ['renewed@latest'] : []), ...(whole.includes(custId) ? ['whole-list@latest'] : []), ...(wealthy.includes(custId) ? ['wealthy@latest'] : [])]
    const taken = everybody.filter((custId) => evaluateRule(rule, schema, { custId, attrs: {}, tags: {}, facts: {}, segments: segmentsOf(custId), lists: [] }, { asOf, timeZone: 'UTC' }))
    expect(renewed).toEqual(['C01', 'C05', 'C17'])
    expect(taken.length).toBeGreaterThan(15)
    expect(await members('listed-mix')).toEqual(taken)
  })

  it('SEG-1: a live count has what the segment takes as its first condition, and a few of its customers', async () => {
    const { run } = (await context.definitions.get<Segment>('segment', 'whole-list')).body.list ?? { run: 0 }
    const request = { rule: ruleOf({ kind: 'inSegment', segment: 'wealthy', version: 'latest' as const }), list: { run }, asOf }
    const counted = await countSegment(context, ports(), request, headOffice)
    expect(counted).toMatchObject({ total: 40, count: 2, sentence: { zh: expect.stringMatching(/^在上传的名单中，且：/) as string, en: expect.stringMatching(/^On the uploaded list, and: /) as string } })
    expect(counted.steps.map(({ alone, left }) => [alone, left])).toEqual([[3, 3], [21, 2]])
    expect(custIds(await sampleMembers(context, ports(), request, headOffice))).toEqual(['C05', 'C25'])
    expect(custIds(await sampleMembers(context, ports(), request, branchB1))).toEqual(['C05'])
    expect((await sampleMembers(context, ports(), { rule: ruleOf({ kind: 'always' }) }, headOffice)).items).toHaveLength(10)
    await expect(countSegment(context, ports(), { ...request, list: { run: 1 } }, headOffice)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('SEG-21: a segment of a list or a cluster of another installation is refused, whatever has that number here', async () => {
    const { list } = (await context.definitions.get<Segment>('segment', 'whole-list')).body
    const body = { rule: ruleOf({ kind: 'always' }) }
    const wrong = async (more: object) => (await context.definitions.check('segment', null, { ...body, ...more })).map(({ code, path }) => `${path} ${code}`)
    expect(list?.mark).toMatch(/^[0-9a-f]{16}$/)
    expect(await wrong({ list })).toEqual([])
    expect(await wrong({ list: { run: list!.run } })).toEqual([])
    expect(await wrong({ list: { ...list, mark: '0123456789abcdef' } })).toEqual(['list SEGMENT_LIST_ELSEWHERE'])
    expect(await wrong({ list: { run: 1 }, cluster: { clustering: 'habits', run: list!.run, cluster: 0 } })).toEqual(['list SEGMENT_LIST_ELSEWHERE', 'cluster SEGMENT_CLUSTER_ELSEWHERE'])
  })

  it('SEG-21: refuses a list that names nobody, and says so where there is no list', async () => {
    await expect(uploadList(context, { key: 'nobody', name: { zh: '无' }, purpose: '电话回访', text: 'A\nB' }, headOffice)).rejects.toMatchObject({ code: 'SEGMENT_LIST_NOBODY' })
    await expect(context.definitions.get('segment', 'nobody')).rejects.toMatchObject({ code: 'DEFINITION_NOT_FOUND' })
    await expect(listOfSegment(context, 'active')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('erasure', () => {
  it('SEG-22: takes a person out of tierings and out of every bitmap, and again changes nothing more', async () => {
    const runId = await copied('erased', 'wealthy', asOf)
    const tier = { run_id: runId, cust_no: 0, shard_key: '', org_path: '/HO/', rm: '', cell: 0, value: null, second: null, money: null, marks: 0, since: asOf, pending: 0, pending_since: asOf }
    const [five] = await context.warehouse.query(numbersOfQuery(['C05']))
    const number = five?.cust_no ?? 0
    await context.warehouse.insert('tier_members', 'JSONEachRow', Buffer.from([number, 40].map((cust_no) => JSON.stringify({ ...tier, cust_no, shard_key: `C${cust_no}` })).join('\n')))
    const removed: [string, number][] = []
    const work = { signal: new AbortController().signal, removing: (table: string, rows: number) => Promise.resolve(void removed.push([table, rows])) }
    const [place] = segmentErasure(context)
    await place?.erase({ custIds: ['C05'], texts: [], devices: [] }, work)
    expect(removed[0]).toEqual(['tier_members', 1])
    expect(removed[1]?.[0]).toBe('segment_members')
    expect(removed[1]?.[1]).toBeGreaterThan(2)
    expect(await context.warehouse.query(erasureCountsQuery([number]))).toEqual([{ tiers: '0', segments: '0', clusters: '0' }])
    expect(await context.warehouse.query(erasureCountsQuery([40]))).toMatchObject([{ tiers: '1' }])
    expect(custIds(await readMembers(context, 'whole-list', headOffice, { limit: 9 })), 'SEG-22: off the uploaded list, too').toEqual(['C01', 'C25'])
    expect((await previewSegment(context, ports(), ruleOf({ kind: 'inSegment', segment: 'renewed', version: 'latest' }), headOffice, asOf)).count, 'and off what its rules read').toBe(2)
    expect((await compareRuns(context, 'erased', { from: runId, to: runId }, headOffice)).after).toBe(20)
    removed.length = 0
    await place?.erase({ custIds: ['C05'], texts: [], devices: [] }, work)
    expect(removed).toEqual([])
  })
})
