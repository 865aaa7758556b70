import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RuleDocument } from '#kernel/rule'
import { customerTags, latestSnapshot } from '#tags'
import { identifier, query, sql } from '#kernel/sql'
import { previewSegment } from '../../src/segments/actions/preview-segment.js'
import { markCustomer, markFile } from '../../src/tags/actions/mark/mark-customer.js'
import { marksOfCustomer, pageMarks } from '../../src/tags/actions/mark/read-marks.js'
import { showTag } from '../../src/tags/actions/show-tag.js'
import { allowedValue, readMarkLines } from '../../src/tags/domain/mark-value.js'
import { tagMethod } from '../../src/tags/domain/tag-method.js'
import type { Actor } from '#platform/access/contract'
import { auditTrail } from '../kit/audit.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'

const values = [{ code: 'GOLD', zh: '黄金', en: 'Gold' }, { code: 'FUND', zh: '基金', en: 'Fund' }]
const body = { facet: 'interest', layer: 'interest', classification: 'C2', compute: { v: 1, kind: 'manual', set: 'likes', type: 'enum', values, maxAgeDays: 30 } } as const
/** Relationship manager E1 has C01 to C05. */
const manager: Actor = { ...headOffice, id: 'e1', name: 'E1', scope: { orgPaths: ['/HO/'], ownBookOf: 'E1', masking: 'masked', minCell: 0 } }

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
  await app.context.businessClock.closeDay(asOf, headOffice)
  await app.context.definitions.create('tag', { key: 'likes', name: { zh: '客户经理判断的偏好', en: 'Liking by manager' }, body }, headOffice)
  await app.context.definitions.publish('tag', 'likes', { revision: 1 }, headOffice)
})
afterAll(() => app.close())

const ports = () => ({ orgPaths: () => app.access.orgs() })
const mark = (custId: string, value: string | null, actor = headOffice, until: string | null = null) => markCustomer(app.context, ports(), { tag: 'likes', custId, value, until, reason: '面谈时说的' }, actor)
const liking = (value: string): RuleDocument => ({ v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag: 'likes' }, op: '=', value } })
const count = async (value: string) => (await previewSegment(app.context, ports(), liking(value), headOffice)).count
const numberOf = async (custId: string) => Number((await app.context.warehouse.query(query<{ cust_no: number }>(sql`SELECT cust_no FROM bank_customer WHERE cust_id = ${custId} LIMIT 1`)))[0]?.cust_no)
const page = async (custNo: number) => (await customerTags(app.context, custNo, headOffice, asOf))?.values.find(({ key }) => key === 'likes')?.value

describe('TAG-18: tags people set', () => {
  it('count at once, are stored by the next build, and go when they are taken off', async () => {
    expect(await count('GOLD')).toBe(0)
    await runJob(app, 'tags.build', { asOf })
    await mark('C01', '黄金', manager)
    await mark('C02', 'FUND', manager)
    expect([await count('GOLD'), await count('FUND')]).toEqual([1, 1])
    await runJob(app, 'tags.build', { asOf })
    const snapshot = (await latestSnapshot(app.context, asOf))!
    const stored = await app.context.warehouse.query(query<{ cust_no: number; v: string }>(sql`SELECT cust_no, ${identifier('t_likes')} AS v FROM ${identifier(snapshot.table)} WHERE ${identifier('t_likes')} IS NOT NULL ORDER BY cust_id`))
    expect(stored.map(({ v }) => v)).toEqual(['GOLD', 'FUND'])
    await mark('C01', 'FUND')
    expect([await count('GOLD'), await count('FUND'), await page(stored[0]!.cust_no)]).toEqual([0, 2, 'FUND'])
    await mark('C01', null)
    expect([await count('FUND'), await page(stored[0]!.cust_no)]).toEqual([1, null])
    expect(await showTag(app.context, ports(), 'likes', headOffice)).toMatchObject({ method: 'manual', score: null, references: [], distribution: { covered: 1 } })
  })

  it('are set only on customers in reach, with what the definition allows, and kept with who, when and why', async () => {
    await expect(mark('C17', 'GOLD', manager)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(mark('C01', 'SILVER')).rejects.toMatchObject({ code: 'TAG_MARK_VALUE' })
    await expect(mark('C01', 'GOLD', headOffice, '2025-12-30')).rejects.toMatchObject({ code: 'TAG_MARK_UNTIL' })
    await expect(markCustomer(app.context, ports(), { tag: 'age', custId: 'C01', value: '1', until: null, reason: '不是人工标签' }, headOffice)).rejects.toMatchObject({ code: 'TAG_NOT_MANUAL' })
    const { items } = await marksOfCustomer(app.context, ports(), 'C01', manager)
    expect(items).toMatchObject([{ key: 'likes', now: null, history: [{ value: null }, { value: 'FUND', by: headOffice.name }, { value: 'GOLD', label: { zh: '黄金' }, by: 'E1', until: '2026-01-29', reason: '面谈时说的' }] }])
    await expect(marksOfCustomer(app.context, ports(), 'C17', manager)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const audit = await auditTrail(app.context.ledger, 'tag.%mark%')
    expect(audit.map(({ action }) => action).sort()).toEqual(['tag.mark', 'tag.mark', 'tag.mark', 'tag.unmark'])
    expect(audit.map((entry) => entry.object_key)).toContain(app.context.secrets.hash('cust_id', 'C01'))
  })

  it('by a file: one write, every line that is not taken told', async () => {
    const content = 'cust_id,value,until\nC03,Gold\nC04\nC17,FUND\nC03,FUND\nC05,SILVER\nC02,FUND,2020-01-01\nC01,FUND,not a day\n'
    const result = await markFile(app.context, ports(), 'likes', { content, value: 'FUND', until: null, reason: '活动签到' }, manager)
    expect(result).toEqual({ lines: 7, marked: 2, rejected: 5, rejects: [{ line: 4, why: 'no_customer' }, { line: 5, why: 'twice' }, { line: 6, why: 'value' }, { line: 7, why: 'until' }, { line: 8, why: 'until' }] })
    expect([await count('GOLD'), await count('FUND')]).toEqual([1, 2])
    const seen = await pageMarks(app.context, ports(), 'likes', { limit: 2 }, manager)
    expect(seen).toMatchObject({ total: 6, items: [{ fromFile: true }, { fromFile: true }] })
    expect(seen.nextCursor).not.toBeNull()
  })

  it('definitions say what is allowed', async () => {
    const check = (compute: object) => app.context.definitions.check('tag', null, { ...body, compute: { ...body.compute, ...compute } })
    expect(await check({ values: undefined })).toMatchObject([{ path: 'compute.values' }])
    expect(await check({ type: 'bool', values: undefined })).toEqual([])
    expect([allowedValue('是', { type: 'bool' }), allowedValue('no', { type: 'bool' }), allowedValue('x', { type: 'bool' }), allowedValue('007', { type: 'int' }), allowedValue('1.5', { type: 'int' })]).toEqual(['true', 'false', null, '7', null])
    expect(readMarkLines('\uFEFF"C1";GOLD\n\nC2\t\t2026-02-30')).toMatchObject([{ line: 1, custId: 'C1', value: 'GOLD' }, { line: 3, custId: 'C2', value: null, badUntil: true }])
    expect(tagMethod({ compute: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'x_score' } } })).toBe('import')
  })
})

describe('TAG-19: shares beside the leading value, and names of codes', () => {
  const share = (dir: string) => ({ v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'share', of: { kind: 'compare', left: { kind: 'field', field: 'dir' }, op: '=', value: dir } } })
  const flow = {
    facet: 'value', classification: 'C2', labels: { C: { zh: '转入', en: 'In' }, D: { zh: '转出', en: 'Out' } },
    shares: [{ code: 'C', zh: '转入', en: 'In', value: share('C') }, { code: 'D', zh: '转出', en: 'Out', value: share('D') }],
    compute: { v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'argmax', by: 'dir' } },
  }
  const atLeast = (value: number): RuleDocument => ({ v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag: 'flow.C' }, op: '>=', value } })
  const hand = async () => (await app.context.warehouse.query(query<{ cust_id: string; part: number }>(sql`SELECT cust_id, countIf(dir = 'C') / count() AS part FROM bank_txn WHERE ts < toDateTime64('2025-12-31 16:00:00', 3, 'UTC') GROUP BY cust_id ORDER BY cust_id`)))

  it('are read in rules in place and from the snapshot alike, and told on the customer and the tag', async () => {
    await app.context.definitions.create('tag', { key: 'flow', name: { zh: '资金方向', en: 'Flow' }, body: flow }, headOffice)
    await app.context.definitions.publish('tag', 'flow', { revision: 1 }, headOffice)
    const parts = await hand()
    const expected = parts.filter(({ part }) => part >= 0.5).length
    expect(expected).toBeGreaterThan(0)
    const asked = async () => (await previewSegment(app.context, ports(), atLeast(0.5), headOffice)).count
    expect(await asked()).toBe(expected)
    await runJob(app, 'tags.build', { asOf })
    expect(await asked()).toBe(expected)
    const tag = await showTag(app.context, ports(), 'flow', headOffice)
    expect(tag.shares.map(({ code }) => code)).toEqual(['C', 'D'])
    expect(tag.shares[0]?.mean).toBeCloseTo(parts.reduce((sum, { part }) => sum + part, 0) / parts.length, 9)
    expect(tag.distribution?.categories.map(({ label }) => label.zh).every((zh) => zh === '转入' || zh === '转出')).toBe(true)
    const one = (await customerTags(app.context, await numberOf('C01'), headOffice, asOf))?.values.find(({ key }) => key === 'flow')
    expect(one?.shares.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 9)
    expect(one?.values).toContainEqual({ code: 'C', zh: '转入', en: 'In' })
  })

  it('a rule that names a share depends on its tag; a share nobody has is refused', async () => {
    const check = (tag: string) => app.context.definitions.check('segment', null, { rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag }, op: '>=', value: 0.5 } } })
    expect(await check('flow.C')).toEqual([])
    expect(await check('flow.X')).toMatchObject([{ code: 'RULE_UNKNOWN_TAG' }])
    await app.context.definitions.create('segment', { key: 'inflow', name: { zh: '转入为主' }, body: { rule: atLeast(0.5) } }, headOffice)
    await app.context.definitions.publish('segment', 'inflow', { revision: 1 }, headOffice)
    expect(await app.context.definitions.usedBy('tag', 'flow')).toContainEqual({ kind: 'segment', key: 'inflow' })
    expect(await app.context.definitions.check('tag', null, { ...flow, shares: [flow.shares[0], flow.shares[0]] })).toMatchObject([{ path: 'shares[1].code' }])
    expect(await app.context.definitions.check('tag', null, { ...flow, shares: [{ ...flow.shares[0], value: flow.compute }] })).toMatchObject([{ path: 'shares[0].value' }])
  })
})
