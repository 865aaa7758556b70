import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql, type Sql } from '#kernel/sql'
import { chanceOf, levels, poisson } from './chance.js'
import { openEngine, type Engine } from './engine.js'
import { ID_CHECKS, ID_WEIGHTS, idNumber, mobileNumber } from './tables/customer-tables.js'

const chance = chanceOf(7)
const ID = sql`number`

let engine: Engine
beforeAll(async () => (engine = await openEngine()))
afterAll(() => engine.close())

async function one(select: Sql): Promise<Record<string, number>> {
  const [row] = await engine.rows(query<Record<string, number>>(select))
  return row ?? {}
}

async function moments(value: Sql): Promise<{ mean: number; variance: number }> {
  const { mean = Number.NaN, variance = Number.NaN } = await one(sql`SELECT avg(v) AS mean, varPop(v) AS variance FROM (SELECT ${value} AS v FROM numbers(200000))`)
  return { mean, variance }
}

describe('chance', () => {
  it('a uniform has mean 1/2 and variance 1/12, and two streams do not correlate', async () => {
    const { mean, variance } = await moments(chance.uniform('u', ID))
    expect(mean).toBeCloseTo(0.5, 2)
    expect(variance * 12).toBeCloseTo(1, 1)
    const { r = 1 } = await one(sql`SELECT corr(${chance.uniform('a', ID)}, ${chance.uniform('b', ID)}) AS r FROM numbers(200000)`)
    expect(Math.abs(r)).toBeLessThan(0.01)
  })

  it('a normal has mean 0, variance 1 and 2.28 % above 2', async () => {
    const { mean, variance } = await moments(chance.normal('z', ID))
    expect(mean).toBeCloseTo(0, 1)
    expect(variance).toBeCloseTo(1, 1)
    const { share = 0 } = await one(sql`SELECT avg(${chance.normal('z', ID)} > 2) AS share FROM numbers(200000)`)
    expect(share).toBeCloseTo(0.0228, 2)
  })

  it.each([0.2, 0.8, 1.3, 3])('Gamma(%s) has its shape as mean and variance', async (shape) => {
    const { mean, variance } = await moments(chance.gamma(sql`${shape} * 1.`, 'gamma', ID))
    expect(mean / shape).toBeGreaterThan(0.97)
    expect(mean / shape).toBeLessThan(1.03)
    expect(variance / shape).toBeGreaterThan(0.93)
    expect(variance / shape).toBeLessThan(1.07)
  })

  it.each([[0.24, 7.76], [2.52, 3.48], [0.5, 4]])('Beta(%s, %s) has mean a / (a + b) and its variance', async (a, b) => {
    const { mean, variance } = await moments(chance.beta(sql`${a} * 1.`, sql`${b} * 1.`, 'beta', ID))
    const sum = a + b
    expect(mean / (a / sum)).toBeGreaterThan(0.96)
    expect(mean / (a / sum)).toBeLessThan(1.04)
    expect(variance / ((a * b) / (sum * sum * (sum + 1)))).toBeGreaterThan(0.9)
    expect(variance / ((a * b) / (sum * sum * (sum + 1)))).toBeLessThan(1.1)
  })

  it.each([0.1, 3, 20])('Poisson(%s) has equal mean and variance', async (rate) => {
    const { mean, variance } = await moments(poisson(sql`${rate} * 1.`, chance.uniform('p', ID), chance.normal('pz', ID)))
    expect(mean / rate).toBeGreaterThan(0.97)
    expect(mean / rate).toBeLessThan(1.03)
    expect(variance / rate).toBeGreaterThan(0.93)
    expect(variance / rate).toBeLessThan(1.07)
  })

  it('levels give each choice its share of a thousand', () => {
    const list = levels([1, 2, 7])
    expect(list).toHaveLength(1000)
    expect([1, 2, 3].map((choice) => list.filter((each) => each === choice).length)).toEqual([100, 200, 700])
  })

  it('the same seed draws the same, another one draws otherwise', async () => {
    const drawn = async (seed: number) => one(sql`SELECT sum(${chanceOf(seed).hash('x', ID)} % 1000) AS sum FROM numbers(1000)`)
    expect(await drawn(1)).toEqual(await drawn(1))
    expect(await drawn(1)).not.toEqual(await drawn(2))
  })
})

describe('made-up numbers', () => {
  it('an identity number passes GB 11643 as written in TypeScript, with birth date and gender in it', async () => {
    const rows = await engine.rows(query<{ id: string }>(sql`SELECT ${idNumber(sql`number`, sql`toDate32('1990-05-17')`, sql`number % 2 = 0`)} AS id FROM numbers(500)`))
    for (const [at, { id }] of rows.entries()) {
      const sum = ID_WEIGHTS.reduce((all, weight, place) => all + weight * Number(id[place]), 0)
      expect(id).toMatch(/^99\d{15}[\dX]$/)
      expect(id[17]).toBe(ID_CHECKS[sum % 11])
      expect(id.slice(6, 14)).toBe('19900517')
      expect(Number(id[16]) % 2).toBe(at % 2)
    }
    expect(new Set(rows.map(({ id }) => id)).size).toBe(500)
  })

  it('mobiles lie in 154 and are one each', async () => {
    const { distinct, outside } = await one(sql`SELECT uniqExact(m) AS distinct, countIf(NOT match(m, '^154[0-9]{8}$')) AS outside FROM (SELECT ${mobileNumber(sql`number`)} AS m FROM numbers(300000))`)
    expect(Number(distinct)).toBe(300_000)
    expect(Number(outside)).toBe(0)
  })
})
