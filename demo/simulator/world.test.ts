import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import { featureSelect } from '../behaviour/feature-table.js'
import { chanceOf } from '../generator/chance.js'
import { openEngine, type Engine } from '../generator/engine.js'
import { buildLatent } from '../generator/latent/build-latent.js'
import { sizeOf } from '../generator/latent/ties.js'
import { trueEffect } from '../referee/true-effect.js'
import type { SendAction } from './action-log.js'
import { openWorld, type Delivery } from './world.js'

const CUSTOMERS = 12_000
const START = '2025-12-31'
const chance = chanceOf(11)
const STATE = sql`SELECT cust, cust_id, concat('A', cust_id) AS acct_id, toInt64(aum_base * 0.4) AS balance, toInt64(aum_base * 0.4) AS deposit, aum_base - toInt64(aum_base * 0.4) AS wealth, toInt64(0) AS fund, toInt64(0) AS insurance, toInt64(0) AS gold FROM latent_customer`

let engine: Engine
let folder: string
let universe: string[]

beforeAll(async () => {
  engine = await openEngine()
  folder = await mkdtemp(join(tmpdir(), 'qunce-sim-test-'))
  await buildLatent(engine, chance, sizeOf(CUSTOMERS), 0, CUSTOMERS)
  await engine.keep('feature', featureSelect(chance, 24))
  universe = (await engine.rows(query<{ cust_id: string }>(sql`SELECT cust_id FROM feature WHERE payroll AND tier BETWEEN 1 AND 4 ORDER BY cust`))).map((row) => row.cust_id)
})

afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

function sendTo(custId: string, list = '7'): SendAction {
  return { type: 'send', key: `${list}-${custId}`, list, strategy: 'payup', custId, arm: 'treatment', channel: 'RM', kind: 'PAYUP', on: START }
}

/** Sends to every other customer of the universe, then lets days pass in the given steps. */
async function play(steps: readonly string[], name: string): Promise<Delivery[]> {
  await engine.keep('state', STATE)
  const world = openWorld(engine, chance, START)
  universe.filter((_, at) => at % 2 === 0).forEach((custId) => world.send(sendTo(custId)))
  const files: Delivery[] = []
  for (const to of steps) files.push(...(await world.advance(to, join(folder, name))))
  return files
}

async function hashes(files: readonly Delivery[]): Promise<Record<string, string>> {
  const entries = await Promise.all(files.map(async (file) => [basename(file.path), createHash('sha256').update(await readFile(file.path)).digest('hex')] as const))
  return Object.fromEntries(entries)
}

it('same seed and same actions give the same bytes', async () => {
  const first = await hashes(await play(['2026-01-15'], 'a'))
  const second = await hashes(await play(['2026-01-15'], 'b'))
  expect(Object.keys(first)).toContain('outcome-2026-01-15.parquet')
  expect(second).toEqual(first)
})

it('conversions do not depend on how the days are cut', async () => {
  const whole = await play(['2026-01-30'], 'whole')
  const parts = await play(['2026-01-08', '2026-01-19', '2026-01-30'], 'parts')
  const outcomes = async (files: readonly Delivery[]) => {
    const paths = files.filter((file) => file.table === 'outcome').map((file) => sql`SELECT outcome_id, ts, value FROM file(${file.path})`)
    const rows = await Promise.all(paths.map((path) => engine.rows(query<{ outcome_id: string; ts: string; value: string }>(path))))
    return rows.flat().map((row) => `${row.outcome_id} ${row.ts} ${row.value}`).sort()
  }
  expect((await outcomes(parts)).length).toBeGreaterThan(100)
  expect(await outcomes(parts)).toEqual(await outcomes(whole))
})

it('money is conserved: the movements of an account are the change of its balance, and no balance is below zero', async () => {
  const files = await play(['2026-01-20'], 'money')
  const txns = files.find((file) => file.table === 'txn')?.path ?? ''
  const rows = await engine.rows(query<{ wrong: number | string; low: number | string; n: number | string }>(sql`
    SELECT countIf(state.balance - before.balance != moved) AS wrong, min(low_balance) AS low, sum(n) AS n
    FROM (SELECT acct_id, sum(if(dir = 'C', 1, -1) * amount) AS moved, min(balance_after) AS low_balance, count() AS n FROM file(${txns}) GROUP BY acct_id) AS moves
    INNER JOIN state ON state.acct_id = moves.acct_id
    INNER JOIN (${STATE}) AS before ON before.acct_id = moves.acct_id`))
  expect(Number(rows[0]?.n)).toBeGreaterThan(10_000)
  expect(Number(rows[0]?.wrong)).toBe(0)
  expect(Number(rows[0]?.low)).toBeGreaterThanOrEqual(0)
})

it('the difference of the arms after 30 days is the true effect within its error, and the shares are the planted ones', async () => {
  await play(['2026-01-30'], 'effect')
  const arms = await engine.rows(query<{ treated: boolean; rate: number; n: number | string }>(sql`SELECT treated, avg(converted) AS rate, count() AS n FROM conversion WHERE on <= toDate32('2026-01-30') GROUP BY treated ORDER BY treated`))
  const truth = await trueEffect(engine, chance, { list: '7', kind: 'PAYUP', channel: 'RM', members: universe })
  expect(truth.persuadable).toBeCloseTo(0.04, 1)
  const [untreated, treated] = arms
  const error = Math.sqrt(arms.reduce((sum, arm) => sum + (arm.rate * (1 - arm.rate)) / Number(arm.n), 0))
  expect(Math.abs((treated?.rate ?? 0) - (untreated?.rate ?? 0) - truth.effect)).toBeLessThan(3.5 * error)
  expect(truth.effect).toBeCloseTo(0.02, 1)
})
