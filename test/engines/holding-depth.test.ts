import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { spaceQuery } from '#segments/contract'
import { adoptSpace } from '../../src/segments/actions/adopt-space.js'
import { exportSpace } from '../../src/segments/actions/export-space.js'
import { readSpace, showDepth, showSpaces } from '../../src/segments/actions/tier-depth.js'
import { tieringRuns } from '../../src/segments/actions/tiering-runs.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'
import { tempDir } from '../kit/temp-dir.js'

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
  expect([rest.items.map(({ custId }) => custId), rest.nextCursor]).toEqual([range(17, 30), null])
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

it('SEG-32: becomes a segment of those of the tier who lack it, by rule', async () => {
  const { key, revision } = await adoptSpace(app.context, await at(), { cell: 'T1', category: 'FUND', key: 'no-fund', name: { zh: '无基金' } }, headOffice)
  await app.context.definitions.publish('segment', key, { revision }, headOffice)
  expect((await runJob<{ size: number }>(app, 'segment.snapshot', { key })).size).toBe(18)
  const other = await adoptSpace(app.context, await at(), { cell: 'T1', category: 'TIME_DEP', key: 'no-deposit', name: { zh: '无定期' } }, headOffice)
  await app.context.definitions.publish('segment', other.key, { revision: other.revision }, headOffice)
  expect((await runJob<{ size: number }>(app, 'segment.snapshot', { key: other.key })).size).toBe(32)
  await expect(adoptSpace(app.context, await at(), { cell: 'T1', category: 'GOLD', key: 'no-gold', name: { zh: '无金' } }, headOffice)).rejects.toMatchObject({ code: 'TIERING_CATEGORY_UNKNOWN' })
})
