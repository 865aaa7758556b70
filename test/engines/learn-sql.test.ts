import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { Session } from 'chdb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  applyPipeline,
  calibrate,
  calibratorSql,
  fitIsotonic,
  fitPipeline,
  fitPlatt,
  matrixOf,
  pipelineSql,
  printPipeline,
  scorecard,
  scorecardModel,
  scorecardTable,
  categories,
  numbers,
  type Feature,
  type Matrix,
  type Scorecard,
} from '#kernel/learn'
import { identifier, join, renderSql, sql, type Sql } from '#kernel/sql'
import { estimators } from '../kit/learn-estimators.js'
import { learnSample, nearNormal, scoreRows, uniform } from '../kit/learn-sample.js'

const folder = mkdtempSync(joinPath(tmpdir(), 'qunce-learn-'))
const session = new Session(folder)
const sample = learnSample()
const rows = scoreRows()
const purchases = learnSample(200, 77).purchases
const column = (feature: Feature) => identifier(feature.name)

beforeAll(() => {
  store('scored', rows)
  store('purchases', purchases)
})
afterAll(() => {
  session.cleanup()
  rmSync(folder, { recursive: true, force: true })
})

/** A table of a matrix with its row numbers; missing values are NULL. */
function store(table: string, matrix: Matrix): void {
  const types = matrix.columns.map(
    (one) => `${one.name} Nullable(${one.kind === 'number' ? 'Float64' : 'String'})`,
  )
  session.query(`CREATE TABLE ${table} (row UInt32, ${types.join(', ')}) ENGINE = MergeTree ORDER BY row`)
  const lines = Array.from({ length: matrix.rows }, (_, row) => {
    const values = matrix.columns.map((one) => {
      if (one.kind === 'category') return [one.name, one.levels[one.codes[row] as number] ?? null] as const
      return [one.name, Number.isNaN(one.values[row]) ? null : one.values[row]] as const
    })
    return JSON.stringify({ row, ...Object.fromEntries(values) })
  })
  session.query(`INSERT INTO ${table} FORMAT JSONEachRow ${lines.join('\n')}`)
}

/** Values of expressions over a table, row after row. */
function valuesOf(table: string, expressions: readonly Sql[]): unknown[][] {
  const statement = sql`SELECT ${join(expressions)} FROM ${identifier(table)} ORDER BY ${identifier('row')}`
  const { text, params } = renderSql(statement)
  return session
    .queryBind(text, params, 'JSONCompactEachRow')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown[])
}

function isClose(found: unknown, expected: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNull()
  else {
    expect(
      Math.abs((found as number) - expected),
      `${String(found)} against ${expected}`,
    ).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)))
  }
}

describe('a model is the same in the engine', () => {
  it.each(estimators.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const model = one.fit(sample)
    const own = one.rows(sample) === sample.matrix
    const expected = one.score(model, own ? rows : purchases)
    const found = valuesOf(own ? 'scored' : 'purchases', [one.sql(model, column)])
    expect(found).toHaveLength(expected.length)
    found.forEach(([value], row) => isClose(value, expected[row] as number))
  })

  it.each([
    ['Platt', fitPlatt(sample.label, sample.real)],
    ['isotonic', fitIsotonic(sample.label, sample.real.map(Math.round))],
  ] as const)('a %s calibration of a score', (_name, fitted) => {
    const scores = rows.columns[1]?.kind === 'number' ? rows.columns[1].values : new Float64Array()
    const expected = calibrate(fitted, scores)
    valuesOf('scored', [calibratorSql(fitted, identifier('aum'))]).forEach(([value], row) =>
      isClose(value, expected[row] as number),
    )
  })
})

describe('a preparation is the same in the engine', () => {
  const steps = [
    { kind: 'impute', columns: ['age'], by: 'median', indicator: true },
    { kind: 'winsorise', columns: ['aum'] },
    { kind: 'log', columns: ['aum'] },
    { kind: 'standardise', columns: ['aum'] },
    { kind: 'bin', columns: ['age'], bins: 4 },
    { kind: 'encode', columns: ['age'], by: 'woe' },
  ] as const
  it.each([
    ['one-hot', { kind: 'one-hot', columns: ['city'] }],
    ['target encoding', { kind: 'encode', columns: ['city'], by: 'target' }],
    ['impute by mode', { kind: 'impute', columns: ['city'], by: 'mode', indicator: true }],
  ] as const)('every numeric step and %s', (_name, last) => {
    const { pipeline } = fitPipeline([...steps, last], sample.matrix, { target: sample.label })
    const { matrix } = applyPipeline(pipeline, rows)
    const columns = pipelineSql(pipeline, column)
    expect(columns.map((one) => one.name)).toEqual(matrix.columns.map((one) => one.name))
    const found = valuesOf(
      'scored',
      columns.map((one) => one.sql),
    )
    found.forEach((line, row) => {
      matrix.columns.forEach((one, at) => {
        if (one.kind === 'number') isClose(line[at], one.values[row] as number)
        else expect(line[at]).toBe(one.levels[one.codes[row] as number] ?? null)
      })
    })
  })

  it('prints as SQL that runs', () => {
    const { pipeline } = fitPipeline([...steps, { kind: 'one-hot', columns: ['city'] }], sample.matrix, {
      target: sample.label,
    })
    const text = printPipeline(pipeline, column)
    const { matrix } = applyPipeline(pipeline, rows)
    const first = JSON.parse(
      session.query(`SELECT ${text} FROM scored ORDER BY row LIMIT 1`, 'JSONEachRow').trim(),
    ) as Record<string, number>
    expect(Object.keys(first)).toEqual(matrix.columns.map((one) => one.name))
  })
})

describe('a scorecard gives the same points at every edge', () => {
  const bits = new DataView(new ArrayBuffer(8))
  function beside(value: number, by: bigint): number {
    bits.setFloat64(0, value)
    bits.setBigInt64(0, bits.getBigInt64(0) + (value < 0 ? -by : by))
    return bits.getFloat64(0)
  }

  function card(seed: number): { card: Scorecard; edges: Matrix } {
    const next = uniform(seed)
    const each = <T>(of: () => T): T[] => Array.from({ length: 1500 }, of)
    const x = each(() =>
      next() < 0.05 ? null : next() < 0.05 ? -999 : nearNormal(next) * 10 ** Math.floor(next() * 4 - 2),
    )
    const city = each(() =>
      next() < 0.05 ? null : (['a', "b'\\", '丙', 'd'][Math.floor(next() * 4)] as string),
    )
    const label = x.map((value, row) =>
      next() < 0.25 + (city[row] === '丙' ? 0.3 : 0) + (value !== null && value > 0 ? 0.2 : 0) ? 1 : 0,
    )
    const fitted = scorecard({
      binning: { specials: [-999], trend: 'none', maxBins: 6 },
      minIv: 0,
      scaling: { decimals: seed % 2 === 0 ? 0 : 2 },
    })
    const made = fitted.fit(matrixOf([numbers('x', x), categories('city', city)]), label)
    const binning = made.characteristics[0]?.binning
    const cuts = binning?.kind === 'number' ? binning.cuts : []
    const values = [
      ...cuts.flatMap((cut) => [cut, beside(cut, 1n), beside(cut, -1n)]),
      -999,
      beside(-999, 1n),
      beside(-999, -1n),
      null,
      0,
      -0,
      1e300,
      -1e300,
    ]
    const cities = ['a', "b'\\", '丙', 'd', null, 'never seen']
    return {
      card: made,
      edges: matrixOf([
        numbers(
          'x',
          values.flatMap((value) => cities.map(() => value)),
        ),
        categories(
          'city',
          values.flatMap(() => cities),
        ),
      ]),
    }
  }

  /** The points a person reads off the printed table. */
  function readOff(made: Scorecard, feature: string, value: number | string | null): number {
    const lines = scorecardTable(made).filter((line) => line.feature === feature)
    const own = lines.find(({ bin }) => {
      if (value === null) return bin === 'missing'
      if (typeof value === 'string') return bin.split(' | ').includes(value)
      return bin === String(value)
    })
    const range = lines.find(({ bin }) => {
      const [, low, high] = /^[[(](.+), (.+)\)$/.exec(bin) ?? []
      if (typeof value !== 'number' || low === undefined || high === undefined) return false
      return (
        value >= (low === '-∞' ? -Infinity : Number(low)) && value < (high === '∞' ? Infinity : Number(high))
      )
    })
    return (own ?? range ?? lines.find(({ bin }) => bin === 'unseen'))?.points ?? Number.NaN
  }

  it.each([1, 2, 3, 4, 5, 6])('cut, cut ± one step, special, missing, unseen (card %i)', (seed) => {
    const { card: made, edges } = card(seed)
    expect(made.characteristics).toHaveLength(2)
    store(`edges_${seed}`, edges)
    const scores = scorecardModel.score(made, edges)
    const found = valuesOf(`edges_${seed}`, [scorecardModel.sql(made, column)])
    const [x, city] = edges.columns
    found.forEach(([value], row) => {
      const number = x?.kind === 'number' ? (x.values[row] as number) : 0
      const name = city?.kind === 'category' ? (city.levels[city.codes[row] as number] ?? null) : null
      const read = readOff(made, 'x', Number.isNaN(number) ? null : number) + readOff(made, 'city', name)
      expect(value, `${number} ${String(name)}`).toBe(scores[row])
      expect(read, `${number} ${String(name)}`).toBe(scores[row])
    })
  })
})
