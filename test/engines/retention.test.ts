import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RetentionRequest } from '#segments/contract'
import { showRetention } from '../../src/segments/actions/show-retention.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
const value = (node: object) => ({ v: 1, kind: 'value', value: node })
const aum = value({ kind: 'attr', table: 'customer', field: 'aum' })
const tier = (code: string, from: number | null) => ({ code, name: { zh: code }, from })

beforeAll(async () => {
  app = await openSmallBank()
  await publish(app, 'tiering', 'aum', { plan: { kind: 'pyramid', measure: aum, tiers: [tier('T1', null), tier('T2', 5_000_000), tier('T3', 20_000_000)] } })
  await runJob(app, 'segments.tier', { key: 'aum' })
  await runJob(app, 'segment.snapshot', { key: 'active' })
})
afterAll(() => app.close())

const START = '2025-11-01'
const DAYS = 14
const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const rowsOf = (name: string) => readFileSync(new URL(`../kit/small-bank/${name}.csv`, import.meta.url), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))

/** Of every customer with a transaction that counts: months followed and whether they left, from the files themselves. */
function oracle(): Map<string, { month: number; left: boolean }> {
  const last = new Map<string, number>()
  for (const [, acct = '', ts = ''] of rowsOf('transactions')) {
    const date = new Date(Date.parse(ts) + 8 * 3_600_000).toISOString().slice(0, 10)
    const custId = acct.replace('A', 'C')
    if (date <= asOf) last.set(custId, Math.max(last.get(custId) ?? 0, day(date)))
  }
  const followed = [...last].filter(([, seen]) => seen + DAYS > day(START))
  return new Map(followed.map(([custId, seen]) => {
    const gone = Math.max(seen, day(START)) + DAYS
    const left = gone <= day(asOf)
    return [custId, { month: Math.floor(((left ? gone : day(asOf)) - day(START)) / 30), left }]
  }))
}

const ask = (groups: RetentionRequest['groups'], more: Partial<RetentionRequest> = {}): RetentionRequest => ({ groups, leaving: { kind: 'silent', days: DAYS }, start: { kind: 'date', date: START }, ...more })
const shown = (request: RetentionRequest, actor = headOffice) => showRetention(app.context, { orgPaths: () => app.access.orgs() }, request, actor)

it('SEG-29: everybody is followed by the files, those without a sign of life before the start are told apart', async () => {
  const followed = [...oracle().values()]
  const found = await shown(ask([{ kind: 'all' }]))
  expect(found.asOf).toBe(asOf)
  expect(found.groups[0]).toMatchObject({ takenAsOf: null, customers: followed.length, left: followed.filter(({ left }) => left).length, outside: 40 - followed.length })
  let [stayed, atRisk] = [1, followed.length]
  for (const step of found.groups[0]?.steps ?? []) {
    const own = followed.filter(({ month }) => month === step.month)
    expect([step.atRisk, step.left]).toEqual([atRisk, own.filter(({ left }) => left).length])
    stayed *= 1 - step.left / atRisk
    expect(step.stayed).toBeCloseTo(stayed, 12)
    atRisk -= own.length
  }
  expect(atRisk).toBe(0)
})

it('SEG-29: cells and segments are compared by a log-rank test, in scope', async () => {
  const cells = [{ kind: 'cell' as const, tiering: 'aum', cell: 'T1' }, { kind: 'cell' as const, tiering: 'aum', cell: 'T2' }]
  const found = await shown(ask(cells))
  expect(found.groups.map(({ takenAsOf }) => takenAsOf)).toEqual([asOf, asOf])
  // Of T1 C11–20 left two weeks after 9 December; of T2 none of C21–30 did.
  expect(found.groups.map(({ left }) => left)[0]).toBeGreaterThanOrEqual(10)
  expect(found.test?.df).toBe(1)
  expect(found.test?.p).toBeLessThan(0.05)
  const [segment] = (await shown(ask([{ kind: 'segment', key: 'active' }]))).groups
  expect((segment?.customers ?? 0) + (segment?.outside ?? 0)).toBe(13)
  expect(((await shown(ask([{ kind: 'segment', key: 'active' }]), branchB1)).groups[0]?.customers ?? 99)).toBeLessThanOrEqual(9)
})

it('SEG-29, SEG-5: few who are followed are hidden, with the test; data that are not there are told', async () => {
  const few = await shown(ask([{ kind: 'all' }, { kind: 'cell', tiering: 'aum', cell: 'T3' }]), { ...headOffice, scope: { ...headOffice.scope, minCell: 9 } })
  expect(few.groups[1]).toMatchObject({ customers: null, left: null, steps: [] })
  expect(few.test).toBeNull()
  await expect(shown(ask([{ kind: 'all' }], { leaving: { kind: 'assets', below: 100 } }))).rejects.toMatchObject({ code: 'RETENTION_NO_INPUT' })
  const opened = await shown(ask([{ kind: 'all' }], { start: { kind: 'opened', since: '2100-01-01' } }))
  expect(opened.groups[0]).toMatchObject({ customers: 0, outside: 40, steps: [] })
})
