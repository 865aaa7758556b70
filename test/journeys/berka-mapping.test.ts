import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import { latestSnapshot } from '#tags'
import { fitStep, type Fitted } from '../../src/app/cli/fit-step.js'
import type { Connection } from '../../src/app/cli/connect.js'
import { definitionFiles, readLoopFile } from '../../src/app/cli/loop-file.js'
import { definitionInputs } from '../../src/segments/actions/definition-inputs.js'
import { showTiers } from '../../src/segments/actions/read-tierings.js'
import { listTemplates } from '../../src/segments/actions/templates.js'
import { readTemplatePacks } from '../../src/app/template-packs.js'
import type { DefinitionInputsRequest } from '#segments/contract'
import { headOffice, openData, openTestApp, type TestApp } from '../kit/app.js'
import { tempDir } from '../kit/temp-dir.js'

const examples = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'examples')
const open = openData()
const folder = open === null ? '' : join(open, 'berka')
const there = folder !== '' && existsSync(folder)
const asOf = '1994-10-31'
const DAY = 86_400_000
const trans = 'trans_first99999_19930101-19941031.asc.gz'
const files: Record<string, string> = { 'berka-district': 'district.asc', 'berka-client': 'client.asc', 'berka-holder': 'disp.asc', 'berka-account': 'account.asc', 'berka-card': 'card.asc', 'berka-order': 'order.asc', 'berka-trans': trans }

const rows = (name: string): string[][] => {
  const bytes = readFileSync(join(folder, name))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(';').map((cell) => cell.replaceAll('"', '')))
}
const dayOf = (text: string) => Date.UTC(1900 + Number(text.slice(0, 2)), Number(text.slice(2, 4)) - 1, Number(text.slice(4, 6))) / DAY
const owners = () => new Map(rows('disp.asc').filter((row) => row[3] === 'OWNER').map((row) => [row[2]!, row[1]!]))

/** Balances in hellers of each customer's days with transactions, the last of a day, in order. */
function balances(): Map<string, [number, number][]> {
  const owner = owners()
  const found = new Map<string, Map<number, number>>()
  for (const row of rows(trans)) {
    const client = owner.get(row[1]!)!
    const days = found.get(client) ?? new Map<number, number>()
    found.set(client, days)
    days.set(dayOf(row[2]!), Math.round(Number(row[6]) * 100))
  }
  return new Map([...found].map(([client, days]) => [client, [...days].sort((a, b) => a[0] - b[0])]))
}

/** Average of the days of October 1994: each balance times the days it held, from the first transaction on. */
function octoberAverage(days: readonly [number, number][]): number {
  const [first, end] = [Math.max(Date.UTC(1994, 9, 1) / DAY, days[0]![0]), Date.UTC(1994, 9, 31) / DAY]
  const held = days.reduce((sum, [from, balance], at) => sum + balance * Math.max(0, Math.min(end + 1, days[at + 1]?.[0] ?? end + 1) - Math.max(first, from)), 0)
  return Math.round(held / (end + 1 - first))
}

function ageOf(birth: string): number {
  const month = Number(birth.slice(2, 4)) % 50
  const [year, day] = [1900 + Number(birth.slice(0, 2)), Number(birth.slice(4, 6))]
  return 1994 - year - (month > 10 || (month === 10 && day > 31) ? 1 : 0)
}

describe.skipIf(!there)('Berka mapped to the bank model (skipped without QUNCE_OPEN_DATA)', () => {
  let app: TestApp
  let tags: Fitted
  let tiers: Fitted
  const place = tempDir('berka')
  const said: string[] = []
  const run = async (kind: string, input: unknown) => app.context.jobs.wait(await app.context.jobs.start(kind, input, headOffice))

  beforeAll(async () => {
    const month = join(place.path, 'month.csv')
    execFileSync(process.execPath, [join(examples, 'berka', 'month-assets.mjs'), join(folder, trans), join(folder, 'disp.asc'), month])
    app = await openTestApp({ QUNCE_CURRENCY: 'CZK', QUNCE_TIME_ZONE: 'Europe/Prague' })
    await app.context.definitions.apply(definitionFiles(await readLoopFile(join(examples, 'berka', 'mapping.yaml'))), headOffice)
    for (const [source, name] of [...Object.entries(files).map(([key, file]) => [key, join(folder, file)] as const), ['berka-month', month] as const]) {
      await run('data.load', { source, file: { path: name }, trustedPath: true, businessDate: asOf })
    }
    // The connection of the command line, straight to the actions its two routes call.
    const request = (_method: string, path: string, body: unknown) =>
      path === '/api/v1/rule/inputs' ? definitionInputs(app.context, body as DefinitionInputsRequest) : app.context.definitions.apply((body as { files: Parameters<typeof app.context.definitions.apply>[0] }).files, headOffice)
    const connection = { request } as unknown as Connection
    const options = { force: false, say: (text: string) => void said.push(text) }
    tags = await fitStep(connection, join(examples, 'tags.yaml'), options)
    await run('tags.build', { asOf })
    tiers = await fitStep(connection, join(examples, 'tiers.yaml'), options)
    for (const key of ['aum-pyramid', 'aum-pareto']) await run('segments.tier', { key, asOf })
  })
  afterAll(async () => {
    await app.close()
    place.remove()
  })

  it('TAG-1: applies the tags whose inputs are there, and says of each other what it lacks', () => {
    expect(tags.applied).toEqual(expect.arrayContaining(['tag/age-band', 'tag/aum-tier', 'tag/aum-peak-24m', 'tag/rfm-frequency']))
    const lacks = new Map(tags.lacking.map(({ definition, lacks: what }) => [definition, what]))
    expect(lacks.get('tag/payroll')).toContain('code txn.type=SALARY')
    expect(lacks.get('tag/payroll-amount')).toEqual(expect.arrayContaining(['tag payroll']))
    expect(lacks.get('tag/complaint-90d')).toEqual(expect.arrayContaining(['table complaint']))
    expect(said.filter((line) => line.includes('inputs not there'))).toHaveLength(tags.lacking.length + tiers.lacking.length)
    expect(tags.applied.length + tags.lacking.length).toBe(57)
  })

  it('SEG-15: the tierings whose inputs are there are applied; templates say the same', async () => {
    expect(tiers.applied).toEqual(expect.arrayContaining(['tiering/aum-pyramid', 'tiering/aum-pareto', 'tiering/rfm-cells']))
    expect(tiers.lacking.map(({ definition }) => definition)).toEqual(expect.arrayContaining(['tiering/life-cycle']))
    const { items } = await listTemplates(app.context, { orgPaths: () => app.access.orgs(), templates: readTemplatePacks })
    expect(items.filter(({ isReady }) => isReady).length).toBeGreaterThan(0)
    expect(items.filter(({ isReady }) => !isReady).length).toBeGreaterThan(0)
  })

  it('TAG-1: age band, asset tier and peak of every customer are what plain loops over the files find', async () => {
    const snapshot = await latestSnapshot(app.context)
    const column = (key: string) => snapshot?.tags.find((tag) => tag.key === key)?.column ?? ''
    const shown = await app.context.warehouse.query(query<{ cust_id: string; band: string; tier: string | null; peak: string | null }>(sql`SELECT cust_id, toString(${identifier(column('age-band'))}) AS band, toString(${identifier(column('aum-tier'))}) AS tier, toString(${identifier(column('aum-peak-24m'))}) AS peak FROM ${identifier(snapshot?.table ?? '')}`))
    const births = new Map(rows('client.asc').map((row) => [row[0]!, row[1]!]))
    const money = balances()
    expect(shown).toHaveLength(5369)
    const wrong: unknown[] = []
    const bands: [number, string][] = [[18, 'U18'], [25, '18-24'], [35, '25-34'], [45, '35-44'], [55, '45-54'], [65, '55-64']]
    const floors: [number, string][] = [[10_000, 'T0'], [1_000_000, 'T1'], [5_000_000, 'T2'], [20_000_000, 'T3'], [50_000_000, 'T4'], [600_000_000, 'T5']]
    for (const { cust_id, band, tier, peak } of shown) {
      const told = bands.find(([below]) => ageOf(births.get(cust_id)!) < below)?.[1]
      if (told !== undefined && band !== told) wrong.push([cust_id, 'band', band, told])
      const days = money.get(cust_id)
      const expected = days === undefined ? [null, null] : [floors.find(([below]) => octoberAverage(days) < below)?.[1] ?? 'T6', String(Math.max(...days.map(([, balance]) => balance)))]
      if (tier !== expected[0] || peak !== expected[1]) wrong.push([cust_id, tier, peak, expected])
    }
    expect(wrong).toEqual([])
  })

  it('SEG-9: the pyramid of assets counts what plain loops over the files count', async () => {
    const { rows: cells, customers } = await showTiers(app.context, 'aum-pyramid', headOffice)
    const counted = new Map<string, number>()
    const money = balances()
    const floors: [string, number][] = [['T6', 600_000_000], ['T5', 50_000_000], ['T4', 20_000_000], ['T3', 5_000_000], ['T2', 1_000_000], ['T1', 10_000]]
    for (const days of money.values()) {
      const average = octoberAverage(days)
      const code = floors.find(([, from]) => average >= from)?.[0] ?? 'T0'
      counted.set(code, (counted.get(code) ?? 0) + 1)
    }
    expect(customers).toBe(5369)
    counted.set('T0', (counted.get('T0') ?? 0) + 5369 - money.size)
    expect(Object.fromEntries(cells.map(({ code, customers: n }) => [code, n]))).toEqual(Object.fromEntries(['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6'].map((code) => [code, counted.get(code) ?? 0])))
  })
})
