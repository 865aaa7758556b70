import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import type { LoadResult } from '#ingest'
import { definitionFiles, readLoopFile } from '../../src/app/cli/loop-file.js'
import { headOffice, openData, openTestApp, type TestApp } from '../kit/app.js'

const example = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'examples', 'berka.yaml')
const open = openData()
const folder = open === null ? '' : join(open, 'berka')
const there = folder !== '' && existsSync(folder)

const files: Record<string, string> = {
  'berka-district': 'district.asc',
  'berka-client': 'client.asc',
  'berka-holder': 'disp.asc',
  'berka-account': 'account.asc',
  'berka-card': 'card.asc',
  'berka-order': 'order.asc',
  'berka-trans': 'trans_first99999_19930101-19941031.asc.gz',
}

const rows = (name: string) => {
  const bytes = readFileSync(join(folder, name))
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text.trim().split(/\r?\n/).slice(1).map((line) => line.split(';').map((cell) => cell.replace(/^"|"$/g, '')))
}

/** The segment again, by plain loops over the files. */
function oracle(): Set<string> {
  const owner = new Map(rows('disp.asc').filter((row) => row[3] === 'OWNER').map((row) => [row[2]!, row[1]!]))
  const day = (text: string) => Date.UTC(1900 + Number(text.slice(0, 2)), Number(text.slice(2, 4)) - 1, Number(text.slice(4, 6))) / 86_400_000
  const asOf = Date.UTC(1994, 9, 31) / 86_400_000
  const found = new Map<string, { last: number; n: number; inflow: number }>()
  for (const row of rows(files['berka-trans']!)) {
    const client = owner.get(row[1]!)!
    const at = day(row[2]!)
    const seen = found.get(client) ?? { last: 0, n: 0, inflow: 0 }
    seen.last = Math.max(seen.last, at)
    if (at > asOf - 180 && at <= asOf) {
      seen.n += 1
      if (row[3] === 'PRIJEM') seen.inflow += Math.round(Number(row[5]) * 100)
    }
    found.set(client, seen)
  }
  return new Set([...found].filter(([, each]) => asOf - each.last <= 31 && each.n >= 20 && each.inflow >= 10_000_000).map(([client]) => client))
}

describe.skipIf(!there)('Berka, a real bank (skipped without QUNCE_OPEN_DATA)', () => {
  let app: TestApp
  const loads: Record<string, LoadResult> = {}
  const run = async (kind: string, input: unknown) => app.context.jobs.wait(await app.context.jobs.start(kind, input, headOffice))

  beforeAll(async () => {
    app = await openTestApp({ QUNCE_CURRENCY: 'CZK', QUNCE_TIME_ZONE: 'Europe/Prague' })
    await app.context.definitions.apply(definitionFiles(await readLoopFile(example)), headOffice)
    for (const [source, name] of Object.entries(files)) {
      const input = { source, file: { path: join(folder, name) }, trustedPath: true, businessDate: '1994-10-31' }
      loads[source] = (await run('data.load', input)) as LoadResult
    }
    await run('tags.build', { asOf: '1994-10-31' })
    await run('segment.snapshot', { key: 'active-inflow', asOf: '1994-10-31' })
  })
  afterAll(() => app.close())

  it('takes every row of every file', () => {
    const accepted = Object.fromEntries(Object.entries(loads).map(([source, load]) => [source, [load.report?.accepted, load.report?.rejected]]))
    expect(accepted).toEqual({
      'berka-district': [77, 0],
      'berka-client': [5369, 0],
      'berka-holder': [5369, 0],
      'berka-account': [4500, 0],
      'berka-card': [892, 0],
      'berka-order': [6471, 0],
      'berka-trans': [99_999, 0],
    })
  })

  it('reads women by month plus 50: sexes and birth dates as in the file', async () => {
    const told = rows('client.asc').map((row) => Number(row[1]!.slice(2, 4)) > 50)
    const counted = await app.context.warehouse.query(
      query<{ women: string; oldest: string; youngest: string }>(
        sql`SELECT countIf(gender = 'F') AS women, toString(min(birth_date)) AS oldest, toString(max(birth_date)) AS youngest FROM bank_customer`,
      ),
    )
    expect(Number(counted[0]?.women)).toBe(told.filter(Boolean).length)
    expect(counted[0]).toMatchObject({ oldest: '1911-08-20', youngest: '1987-09-27' })
  })

  it('money is exact: the sum of all transactions to the heller', async () => {
    const told = rows(files['berka-trans']!).reduce((sum, row) => sum + Math.round(Number(row[5]) * 100), 0)
    const summed = await app.context.warehouse.query(query<{ total: string }>(sql`SELECT sum(amount_minor) AS total FROM bank_txn`))
    expect(Number(summed[0]?.total)).toBe(told)
  })

  it('TAG-1, SEG-2: the segment has the members plain loops over the files find', async () => {
    const told = oracle()
    const members = await app.context.warehouse.query(
      query<{ cust_id: string }>(
        sql`SELECT cust_id FROM identity_customer WHERE bitmapContains((SELECT groupBitmapMergeState(members) FROM segment_members), cust_no) ORDER BY cust_id`,
      ),
    )
    expect(members.map((row) => row.cust_id).sort()).toEqual([...told].sort())
    expect(told.size).toBe(534)
  })

  it('ING-1: loading every file again changes nothing', async () => {
    for (const [source, name] of Object.entries(files)) {
      const input = { source, file: { path: join(folder, name) }, trustedPath: true, businessDate: '1994-10-31' }
      expect(((await run('data.load', input)) as LoadResult).status).toBe('unchanged')
    }
  })
})
