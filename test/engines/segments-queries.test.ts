import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RuleDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import { query, sql } from '#kernel/sql'
import { segmentRuns, snapshotSegment } from '#segments'
import type { Segment } from '#segments/contract'
import { listSegments, showSegment } from '../../src/segments/actions/list-segments.js'
import { overlapOf } from '../../src/segments/actions/overlap.js'
import { previewSegment } from '../../src/segments/actions/preview-segment.js'
import { exportChanged, exportMembers } from '../../src/segments/actions/export-members.js'
import { memberColumns, readMembers } from '../../src/segments/actions/read-members.js'
import { auditTrail } from '../kit/audit.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
})
afterAll(() => app.close())

const ports = () => ({ orgPaths: () => app.access.orgs() })
const ruleOf = async (key: string): Promise<RuleDocument> => (await app.context.definitions.version<Segment>('segment', key, 'latest')).body.rule
const preview = async (key: string, actor: Actor) => {
  const { total, count, steps } = await previewSegment(app.context, ports(), await ruleOf(key), actor, asOf)
  return { total, count, alone: steps.map((step) => step.alone), left: steps.map((step) => step.left) }
}
const withCell = (actor: Actor, minCell: number): Actor => ({ ...actor, scope: { ...actor.scope, minCell } })
const subB12: Actor = { ...branchB1, scope: { ...branchB1.scope, orgPaths: ['/HO/B1/B1-2/'] } }
const members = async (key: string, actor = headOffice) => (await readMembers(app.context, key, actor, { limit: 100 })).items.map((item) => item.custId)

const ACTIVE = ['C01', 'C05', 'C11', 'C13', 'C15', 'C17', 'C19', 'C21', 'C23', 'C25', 'C27', 'C29', 'C31']

async function linesOf({ bytes }: { readonly bytes: AsyncIterable<string> }): Promise<string[]> {
  let text = ''
  for await (const chunk of bytes) text += chunk
  return text.trim().split('\n').map((line) => line.trimEnd())
}

describe('segments by value', () => {
  it('SEG-1: the waterfall adds the conditions in order', async () => {
    expect(await preview('active', headOffice)).toEqual({ total: 40, count: 13, alone: [23, 20], left: [23, 13] })
    expect(await preview('wealthy', headOffice)).toMatchObject({ total: 40, count: 21 })
  })

  it('SEG-1: a branch counts its own customers only', async () => {
    expect(await preview('active', branchB1)).toEqual({ total: 24, count: 9, alone: [16, 12], left: [16, 9] })
    expect(await preview('active', subB12)).toEqual({ total: 8, count: 4, alone: [8, 4], left: [8, 4] })
    expect(await preview('active', { ...branchB1, scope: { ...branchB1.scope, orgPaths: [] } })).toMatchObject({ total: 0, count: 0 })
  })

  it('SEG-5: counts below the smallest cell are hidden', async () => {
    expect(await preview('active', withCell(branchB1, 10))).toEqual({ total: 24, count: null, alone: [16, 12], left: [16, 0] })
    expect(await preview('active', withCell(branchB1, 9))).toMatchObject({ count: 9, left: [16, 9] })
  })

  it('SEG-1: who sees a branch is told sizes of their own customers, not the bank\'s', async () => {
    const sizeOf = async (actor: Actor) => (await listSegments(app.context, actor)).find(({ key }) => key === 'active')?.latest?.size
    expect([await sizeOf(headOffice), await sizeOf(branchB1), await sizeOf(subB12), await sizeOf(withCell(branchB1, 10))]).toEqual([13, 9, 4, 0])
    const shown = await showSegment(app.context, 'active', branchB1)
    expect([shown.latest?.size, shown.runs[0]?.size]).toEqual([9, 9])
  })

  it('SEG-17: an overlap with a segment that is not there says so', async () => {
    await expect(overlapOf(app.context, headOffice, ['active', 'nobody-made-it'])).rejects.toMatchObject({ code: 'DEFINITION_NOT_FOUND' })
  })

  it('SEG-2: the frozen bitmap has the members of the README; the same again replaces it', async () => {
    const [first] = await segmentRuns(app.context, 'active')
    expect(first).toMatchObject({ version: 1, asOf, size: 13 })
    expect(await members('active')).toEqual(ACTIVE)
    await runJob(app, 'segment.snapshot', { key: 'active', asOf })
    const runs = await segmentRuns(app.context, 'active')
    expect(runs).toHaveLength(1)
    expect(runs[0]?.runId).not.toBe(first?.runId)
    expect(await members('active')).toEqual(ACTIVE)
  })

  it('SEG-3: naming segments gives the same members read from snapshots or compiled in place', async () => {
    const frozen = await preview('active-wealthy', headOffice)
    expect(frozen).toEqual({ total: 40, count: 7, alone: [13, 21], left: [13, 7] })
    for (const key of ['active', 'wealthy']) {
      const runs = await segmentRuns(app.context, key)
      const other = await app.context.runs.begin({ kind: 'segment', subject: key, asOf: '2025-01-01' })
      await app.context.runs.commit(other, { version: 1, size: 0 }, runs.map((run) => run.runId))
    }
    expect(await preview('active-wealthy', headOffice)).toEqual(frozen)
    for (const key of ['active', 'wealthy']) await snapshotSegment(app.context, ports(), { key, version: 'latest', asOf })
    const run = await snapshotSegment(app.context, ports(), { key: 'active-wealthy', version: 'latest', asOf })
    expect(run.size).toBe(7)
    expect(await members('active-wealthy')).toEqual(['C05', 'C21', 'C23', 'C25', 'C27', 'C29', 'C31'])
  })

  it('SEG-4: member pages show the bank\'s number in the asker\'s scope and go on where they stopped', async () => {
    const first = await readMembers(app.context, 'active', branchB1, { limit: 4 })
    expect(first.total).toBe(9)
    expect(first.items.map((item) => item.custId)).toEqual(['C01', 'C05', 'C11', 'C13'])
    expect(first.items[0]).toEqual({ custId: 'C01', orgPath: '/HO/B1/B1-1/', values: { age: '18', 'age-band': 'young', 'aum-tier': 'T1', 'inflow-30d': '600', kinds: '1', 'last-amount': '400', silver: false, 'txn-30d': '2', 'txn-last-month': '0' } })
    expect(JSON.stringify(first)).not.toContain('cust_no')
    const second = await readMembers(app.context, 'active', branchB1, { limit: 5, cursor: first.nextCursor ?? '' })
    expect(second.items.map((item) => item.custId)).toEqual(['C15', 'C17', 'C19', 'C21', 'C23'])
    expect(second.nextCursor).toBeNull()
  })

  it('SEG-4: an export is audited before its first byte, marked, and in scope', async () => {
    const file = await exportMembers(app.context, 'active', subB12, { purpose: 'call list' })
    const audited = await auditTrail(app.context.ledger, 'segment.export')
    expect(audited).toMatchObject([{ action: 'segment.export', purpose: 'call list' }])
    const lines = await linesOf(file)
    expect(lines[0]).toContain('call list')
    expect(lines.slice(2).map((line) => line.split(',')[0]?.replaceAll('"', ''))).toEqual(['C17', 'C19', 'C21', 'C23'])
  })

  it('SEG-4: a list shows the tags asked for in their order and tells how many there are; a file carries every one, money in major units', async () => {
    const page = await readMembers(app.context, 'active', branchB1, { limit: 1, columns: 'silver,inflow-30d' })
    expect(page).toMatchObject({ columnTotal: 9, columns: [{ key: 'silver' }, { key: 'inflow-30d', type: 'money', ccy: 'CNY' }], items: [{ custId: 'C01', values: { silver: false, 'inflow-30d': '600' } }] })
    await expect(readMembers(app.context, 'active', branchB1, { limit: 1, columns: 'none' })).rejects.toMatchObject({ code: 'SEGMENT_COLUMN_UNKNOWN' })
    const all = (await memberColumns(app.context)).items.map(({ key }) => key)
    const full = await linesOf(await exportMembers(app.context, 'active', branchB1, { purpose: 'call list', lang: 'en' }))
    expect(full[1]?.split(',').map((cell) => /\[(.+)\]/.exec(cell)?.[1])).toEqual(['cust_id', 'org_path', ...all])
    const some = await linesOf(await exportMembers(app.context, 'active', branchB1, { purpose: 'call list', columns: ['inflow-30d', 'last-amount'] }))
    // C01 took in 6 yuan; the last was of 4.
    expect(some.slice(1, 3)).toEqual([expect.stringMatching(/^客户号 \[cust_id\],机构 \[org_path\],.+ \[inflow-30d\] CNY,.+ \[last-amount\] CNY$/), 'C01,/HO/B1/B1-1/,6.00,4.00'])
  })

  it('SEG-17, SEG-4: who entered or left, and an older snapshot, are exported too', async () => {
    const older = (await segmentRuns(app.context, 'active'))[0]?.runId ?? 0
    await snapshotSegment(app.context, ports(), { key: 'active', version: 'latest', asOf })
    const kept = (await segmentRuns(app.context, 'active')).map(({ runId }) => runId)
    const newest = kept[0] ?? 0
    const ask = { purpose: 'call list', columns: [] }
    const ids = (lines: readonly string[]) => lines.slice(2).map((line) => line.split(',')[0])
    const whole = ids(await linesOf(await exportMembers(app.context, 'active', subB12, { ...ask, run: newest })))
    expect(whole).toEqual(['C17', 'C19', 'C21', 'C23'])
    expect(ids(await linesOf(await exportChanged(app.context, 'active', subB12, { ...ask, from: newest, to: newest, way: 'stayed' })))).toEqual(whole)
    expect(ids(await linesOf(await exportChanged(app.context, 'active', subB12, { ...ask, from: newest, to: newest, way: 'entered' })))).toEqual([])
    if (!kept.includes(older)) await expect(exportMembers(app.context, 'active', subB12, { ...ask, run: older })).rejects.toMatchObject({ code: 'SEGMENT_RUN_UNKNOWN' })
  })

  it('overlap counts the customers two segments share', async () => {
    const found = await overlapOf(app.context, headOffice, ['active', 'wealthy'])
    expect(found.sizes).toEqual([{ key: 'active', size: 13 }, { key: 'wealthy', size: 21 }])
    expect(found.pairs).toEqual([{ a: 'active', b: 'wealthy', both: 7 }])
    expect(found.regions).toEqual([{ of: ['active'], count: 6 }, { of: ['wealthy'], count: 14 }, { of: ['active', 'wealthy'], count: 7 }])
    const three = await overlapOf(app.context, headOffice, ['active', 'wealthy', 'active-wealthy'])
    expect(three.regions).toEqual([{ of: ['active'], count: 6 }, { of: ['wealthy'], count: 14 }, { of: ['active', 'wealthy', 'active-wealthy'], count: 7 }])
  })

  it('SEG-1, SEG-5: overlap too counts the asker\'s customers only, small cells as 0', async () => {
    // B1 holds C01–24: active 9; wealthy C04–07, C09, C21–24; both C05, C21, C23
    const branch = await overlapOf(app.context, branchB1, ['active', 'wealthy'])
    expect({ sizes: branch.sizes, pairs: branch.pairs }).toEqual({ sizes: [{ key: 'active', size: 9 }, { key: 'wealthy', size: 9 }], pairs: [{ a: 'active', b: 'wealthy', both: 3 }] })
    expect(branch.regions?.map(({ count }) => count)).toEqual([6, 6, 3])
    const cell = await overlapOf(app.context, withCell(branchB1, 5), ['active', 'wealthy'])
    expect(cell.pairs).toEqual([{ a: 'active', b: 'wealthy', both: 0 }])
    // 9 − 6 would tell the 3 apart: with them, the six of each segment alone are hidden.
    expect(cell.regions?.map(({ count }) => count)).toEqual([null, null, null])
  })

  it('a segment over facts the snapshot has no tag for is computed beside it', async () => {
    const left = { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: { kind: 'last', n: 30, unit: 'd' } } as const
    const rule: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'compare', left, op: '>=', value: 5000 } }
    // C05 60 yuan, C11–20 50 each, C21–30 100 each
    expect((await previewSegment(app.context, ports(), rule, headOffice, asOf)).count).toBe(21)
  })

  it('everybody\'s number is in the bitmap once', async () => {
    const rows = await app.context.warehouse.query(query(sql`SELECT count() AS n, uniqExact(cust_no) AS numbers, max(cust_no) AS highest FROM identity_customer`))
    expect(rows).toEqual([{ n: '40', numbers: '40', highest: 40 }])
  })
})
