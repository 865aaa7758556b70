import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import readExcel from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import type { Warehouse } from '#platform/warehouse'
import { spaceQuery } from '#segments/contract'
import { adoptSpace } from '../../src/segments/actions/adopt-space.js'
import { exportSpace, exportSpaceWorkbook } from '../../src/segments/actions/export-space.js'
import { exportWorkbook } from '../../src/segments/actions/export-members.js'
import { readSpace, showDepth, showSpaces } from '../../src/segments/actions/tier-depth.js'
import { tieringRuns } from '../../src/segments/actions/tiering-runs.js'
import { latestSnapshot } from '#tags'
import { headOffice, type TestApp } from '../kit/app.js'
import { auditTrail } from '../kit/audit.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'
import { tempDir } from '../kit/temp-dir.js'
import { textOf } from '../kit/warehouse.js'

let app: TestApp
const folder = tempDir('depth')
const pyramid = { kind: 'pyramid', measure: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'aum' } }, tiers: [{ code: 'T1', name: { zh: '大众' }, from: null }, { code: 'T2', name: { zh: '富裕' }, from: 30_000_000 }] }
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `C${String(from + at).padStart(2, '0')}`)

async function load(key: string, table: string, columns: Record<string, string>, text: string, mode: 'snapshot' | 'upsert' = 'snapshot'): Promise<void> {
  const body = { purposes: ['SERVICE', 'MARKETING'], format: { type: 'csv' }, targets: [{ table, mode, columns }] }
  const draft = await app.context.definitions.create('source', { key, name: { zh: key, en: key }, body }, headOffice)
  await app.context.definitions.publish('source', key, { revision: draft.revision, note: 'x' }, headOffice)
  const path = join(folder.path, `${key}.csv`)
  await writeFile(path, text)
  await runJob(app, 'data.load', { source: key, file: { path }, trustedPath: true, businessDate: asOf })
}

beforeAll(async () => {
  app = await openSmallBank()
  await load('shelf', 'product', { product_id: 'id', category: 'kind' }, 'id,kind\nP1,FUND\nP2,WEALTH\nP3,TIME_DEP\n')
  // C01 to C16 and C31 to C36 hold a fund, C11 to C30 a wealth product; a time deposit of C40 ended today.
  const rows = [...[...range(1, 16), ...range(31, 36)].map((cust) => `F${cust},${cust},P1,2025-01-02,,HOLDING`), ...range(11, 30).map((cust) => `W${cust},${cust},P2,2025-01-02,2026-06-30,HOLDING`), `T40,C40,P3,2025-01-02,${asOf},HOLDING`]
  await load('held', 'position', { position_id: 'id', cust_id: 'cust', product_id: 'product', open_date: 'opened', maturity_date: 'ends', status: 'state' }, `id,cust,product,opened,ends,state\n${rows.join('\n')}\n`)
  // Another of C40 is open, as far as anybody knows.
  await load('more', 'account', { acct_id: 'acct', cust_id: 'cust', product_id: 'product', open_date: 'opened' }, 'acct,cust,product,opened\nA50,C40,P3,2025-01-02\n', 'upsert')
  await publish(app, 'tiering', 'aum', { plan: pyramid })
  await runJob(app, 'segments.tier', { key: 'aum' })
})
afterAll(async () => {
  await app.close()
  folder.remove()
})

const at = async () => ({ key: 'aum', run: (await tieringRuns(app.context, 'aum'))[0]?.runId ?? 0 })
const withCell = (minCell: number): Actor => ({ ...headOffice, scope: { ...headOffice.scope, minCell } })
const space = async (query: object, actor: Actor = headOffice, limit = 50, cursor?: string) => readSpace(app.context, await at(), actor, { ...spaceQuery.parse(query), limit, cursor })

it('SEG-31: how many categories each tier holds, over the customers the asker may see', async () => {
  const depth = await showDepth(app.context, await at(), headOffice, {})
  expect(depth.tables).toEqual(['account', 'position'])
  expect(depth.categories.map(({ code }) => code)).toEqual(['TIME_DEP', 'WEALTH', 'FUND'])
  // T2 are C09 and C31 to C36, each with a fund. Of the 33 others 9 hold a fund, 14 a wealth product, 6 both, C40 a time deposit, 3 nothing.
  expect(depth.rows.map(({ cell, customers, depths }) => [cell, customers, depths])).toEqual([['T1', 33, [3, 24, 6]], ['T2', 7, [0, 7, 0]], [null, 40, [3, 31, 6]]])
  expect(depth.rows[0]?.mean).toBeCloseTo(36 / 33, 12)
  expect(depth.rows[1]).toMatchObject({ single: 1, mean: 1 })
  // A fund: 15 of 33, 7 of 7, 22 of 40.
  expect(depth.rows.map(({ held }) => held[2]?.customers)).toEqual([15, 7, 22])
  expect(depth.rows[0]?.held[2]?.tgi).toBeCloseTo((15 / 33 / (22 / 40)) * 100, 9)
  expect((await showDepth(app.context, await at(), branchB1, {})).rows.map(({ customers }) => customers)).toEqual([23, 1, 24])
  const less = await showDepth(app.context, await at(), headOffice, { without: 'WEALTH' })
  expect([less.categories.map(({ code }) => code), less.without.map(({ code }) => code), less.rows[0]?.depths]).toEqual([['TIME_DEP', 'FUND'], ['WEALTH'], [17, 16]])
  expect((await showDepth(app.context, await at(), withCell(5), {})).rows[0]?.depths).toContain(null)
})

it('SEG-32: who has room for a category, the likeliest first, in the asker\'s scope', async () => {
  // Of 33, 15 hold a fund and 20 a wealth product, 6 both: too few of one set, so by single categories; who has a fund has no time deposit.
  const odds = (16 / 19) * (10 / 17 / (5 / 20)) * (16 / 17 / (18 / 20))
  const first = await space({ cell: 'T1', category: 'FUND' }, headOffice, 4)
  expect(first.total).toBe(18)
  expect(first.items.map(({ custId }) => custId)).toEqual(['C37', 'C38', 'C39', 'C40'])
  expect(first.items[0]?.next[0]).toMatchObject({ category: 'FUND', way: 'bayes', support: 33 })
  expect(first.items[0]?.next[0]?.chance).toBeCloseTo(odds / (1 + odds), 12)
  const rest = await space({ cell: 'T1', category: 'FUND' }, headOffice, 50, first.nextCursor ?? '')
  expect([rest.items.map(({ custId }) => custId), rest.nextCursor, rest.total]).toEqual([range(17, 30), null, 18])
  expect(rest.items[0]).toMatchObject({ cell: 'T1', orgPath: '/HO/B1/B1-2/', held: ['WEALTH'] })
  expect((await space({ cell: 'T1', category: 'FUND' }, branchB1)).total).toBe(8)
  // T2 are too few for chances; C40 alone of T1 holds a time deposit, 6 hold two; at most none are the three without anything.
  expect((await space({ cell: 'T2' })).total).toBe(0)
  expect((await space({ category: 'TIME_DEP' })).total).toBe(26)
  expect((await space({ most: '0' })).items.map(({ custId }) => custId)).toEqual(range(37, 39))
  expect(await showSpaces(app.context, await at(), headOffice, spaceQuery.parse({ cell: 'T1' }))).toMatchObject({ customers: 27, items: expect.arrayContaining([expect.objectContaining({ category: 'FUND', lacking: 18 }), expect.objectContaining({ category: 'WEALTH', lacking: 13 })]) })
  await expect(space({ cell: 'X' })).rejects.toMatchObject({ code: 'TIERING_CELL_UNKNOWN' })
  await expect(space({ category: 'X' })).rejects.toMatchObject({ code: 'TIERING_CATEGORY_UNKNOWN' })
})

it('SEG-31, SEG-32: one count of sets serves the depth, the chances and every page of whom one may see, five minutes long', async () => {
  let counts = 0
  let now = Date.parse('2026-01-01T00:00:00Z')
  const warehouse: Warehouse = { ...app.context.warehouse, query: (asked, options) => {
    if (textOf(asked.sql).includes('countIf(m.seen')) counts += 1
    return app.context.warehouse.query(asked, options)
  } }
  const watched = { ...app.context, warehouse, clock: { now: () => new Date(now) } }
  const place = await at()
  const ask = { ...spaceQuery.parse({ cell: 'T1', category: 'FUND' }), limit: 4 }
  const [first, depth] = await Promise.all([readSpace(watched, place, headOffice, ask), showDepth(watched, place, headOffice, {})])
  const next = await readSpace(watched, place, headOffice, { ...ask, cursor: first.nextCursor ?? '' })
  expect([counts, first.total, next.total, depth.rows[0]?.customers]).toEqual([1, 18, 18, 33])
  expect((await showDepth(watched, place, branchB1, {})).rows[0]?.customers).toBe(23)
  expect((await showDepth(watched, place, headOffice, { without: 'WEALTH' })).categories).toHaveLength(2)
  expect(counts).toBe(3)
  now += 300_001
  await showDepth(watched, place, headOffice, {})
  expect(counts).toBe(4)
})

it('SEG-4, SEG-32: the file carries what they hold and what is next, with a watermark', async () => {
  const file = await exportSpace(app.context, await at(), headOffice, { ...spaceQuery.parse({ cell: 'T1', category: 'FUND' }), purpose: 'call them', columns: [], lang: 'en' })
  let text = ''
  for await (const part of file.bytes) text += part
  const lines = text.trim().split(/\r?\n/)
  expect(lines[0]).toContain('call them')
  expect(lines[1]).toContain('Categories held [held]')
  expect(lines.length).toBe(20)
  expect(lines.find((line) => line.startsWith('C17,'))).toContain('Wealth product,Fund,0.')
})

const sheetsOf = (bytes: readonly Buffer[]) => readExcel(Buffer.concat(bytes))

/** A cell of a CSV as a workbook tells it: `0.3300` is 0.33. */
const asNumber = (cell: string): string => (cell === '' || Number.isNaN(Number(cell)) ? cell : String(Number(cell)))

it('SEG-4, SEG-32: the workbook says the same as the CSV, numbers as numbers, with who took it and why on a sheet of its own', async () => {
  const ask = { ...spaceQuery.parse({ cell: 'T1', category: 'FUND' }), purpose: 'call them', columns: ['txn-30d'], lang: 'en' as const }
  let csv = ''
  for await (const part of (await exportSpace(app.context, await at(), headOffice, ask)).bytes) csv += part
  const file = await exportSpaceWorkbook(app.context, await at(), headOffice, ask)
  const [about, customers] = await sheetsOf(file.bytes)
  expect(file.name).toBe(`tiering-${(await at()).key}-space-fund.xlsx`)
  const said = new Map(about?.data.map(([name, value]) => [String(name), value]))
  expect([about?.sheet, said.get('用途 purpose'), said.get('导出人 by'), said.get('客户数 customers')]).toEqual(['说明 About', 'call them', headOffice.name, 18])
  expect(String(about?.data[0]?.[0])).toMatch(/^Qunce export \/ .* \/ call them$/)
  const lines = csv.trim().split(/\r?\n/).slice(1).map((line) => line.split(','))
  expect(customers?.data.map((row) => row.map((cell) => String(cell ?? '')))).toEqual(lines.map((line) => line.map(asNumber)))
  const head = customers?.data[0]?.map(String) ?? []
  const row = customers?.data.find(([customer]) => customer === 'C17') ?? []
  expect(['Value [value] CNY', 'Chance [chance]'].map((name) => typeof row[head.indexOf(name)])).toEqual(['number', 'number'])
  const trail = await auditTrail(app.context.ledger, 'tiering.export')
  expect(trail.slice(-2).map(({ purpose }) => purpose)).toEqual(['call them', 'call them'])
})

it('SEG-4, SEG-32: a branch takes its own customers only, and what is too large for a workbook is refused before it is audited', async () => {
  const ask = { ...spaceQuery.parse({ cell: 'T1', category: 'FUND' }), purpose: 'call them', lang: 'en' as const }
  const [, customers] = await sheetsOf((await exportSpaceWorkbook(app.context, await at(), branchB1, ask)).bytes)
  expect(new Set(customers?.data.slice(1).map(([, org]) => String(org).slice(0, 7)))).toEqual(new Set(['/HO/B1/']))
  const before = (await auditTrail(app.context.ledger, '%')).length
  const given = { action: 'tiering.export' as const, kind: 'tiering' as const, key: 'x', name: 'x', snapshot: (await latestSnapshot(app.context))!, actor: headOffice, ask: { purpose: 'call them', columns: [] } }
  const source = { extra: [], read: () => Promise.reject(new Error('nothing is read')) }
  await expect(exportWorkbook(app.context, given, source, 50_001)).rejects.toMatchObject({ code: 'SEGMENT_EXPORT_LARGE', params: { cells: 100_002, most: 100_000 } })
  expect((await auditTrail(app.context.ledger, '%')).length).toBe(before)
})

it('SEG-32: becomes a segment of those of the tier who lack it, by rule', async () => {
  const { key, revision } = await adoptSpace(app.context, await at(), { cell: 'T1', category: 'FUND', key: 'no-fund', name: { zh: '无基金' } }, headOffice)
  await app.context.definitions.publish('segment', key, { revision }, headOffice)
  expect((await runJob<{ size: number }>(app, 'segment.snapshot', { key })).size).toBe(18)
  const other = await adoptSpace(app.context, await at(), { cell: 'T1', category: 'TIME_DEP', key: 'no-deposit', name: { zh: '无定期' } }, headOffice)
  await app.context.definitions.publish('segment', other.key, { revision: other.revision }, headOffice)
  expect((await runJob<{ size: number }>(app, 'segment.snapshot', { key: other.key })).size).toBe(32)
  await expect(adoptSpace(app.context, await at(), { cell: 'T1', category: 'GOLD', key: 'no-gold', name: { zh: '无金' } }, headOffice)).rejects.toMatchObject({ code: 'TIERING_CATEGORY_UNKNOWN' })
})
