import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bgNbd, bgNbdExpected, gammaGamma, matrixOf, numbers, paretoNbd, takeRows } from '#kernel/learn'

const isNear = (found: readonly number[], expected: readonly number[], share: number) =>
  found.forEach((value, at) =>
    expect(Math.abs(value / (expected[at] as number) - 1), `place ${at}`).toBeLessThan(share),
  )

const folder = process.env['QUNCE_OPEN_DATA']
const file =
  folder === undefined ? '' : join(folder, 'cdnow', 'cdnow_customers_summary_with_transactions.csv')

describe.skipIf(!existsSync(file))('CDNOW, 2,357 customers (skipped without QUNCE_OPEN_DATA)', () => {
  const load = () => {
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number))
    return matrixOf(
      ['frequency', 'recency', 'age', 'value'].map((name, at) =>
        numbers(
          name,
          rows.map((row) => row[at + 1] as number),
        ),
      ),
    )
  }
  it('BG/NBD as published: r .2426 α 4.4135 a .7929 b 2.4258, LL -9582.43; 1.226 purchases in 39 weeks for customer 1', () => {
    const rows = load()
    const model = bgNbd().fit(rows, null)
    expect(model.estimates.values.map((value) => value.toFixed(4))).toEqual([
      '0.2426',
      '4.4135',
      '0.7929',
      '2.4258',
    ])
    expect(model.estimates.logLikelihood.toFixed(2)).toBe('-9582.43')
    expect(bgNbdExpected(model, takeRows(rows, [0]), 39)[0]?.toFixed(3)).toBe('1.226')
  })
  it('Pareto/NBD as published to the digits its likelihood fixes: r .5533 α 10.578 s .6061 β 11.669, LL -9594.98', () => {
    const { estimates } = paretoNbd().fit(load(), null)
    expect(estimates.values.map((value) => value.toPrecision(4))).toEqual([
      '0.5533',
      '10.58',
      '0.6062',
      '11.67',
    ])
    isNear(estimates.values, [0.5533, 10.578, 0.6061, 11.669], 5e-4)
    expect(Math.abs(estimates.logLikelihood + 9594.98)).toBeLessThan(0.01)
  })
  it('Gamma-Gamma as published: p 6.25 q 3.74 v 15.45, LL -4055.92, 946 repeat customers', () => {
    const model = gammaGamma().fit(load(), null)
    expect(model.repeatCustomers).toBe(946)
    expect(model.estimates.values.map((value) => value.toFixed(2))).toEqual(['6.25', '3.74', '15.45'])
    expect(model.estimates.logLikelihood.toFixed(2)).toBe('-4055.92')
  })
})
