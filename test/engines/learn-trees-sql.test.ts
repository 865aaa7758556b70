import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  assignClusters,
  boostedModel,
  categories,
  classForest,
  classForestClass,
  createRandom,
  decisionTree,
  decisionTreeModel,
  forestModel,
  gradientBoosting,
  kMeans,
  kMeansModel,
  matrixOf,
  numbers,
  querySize,
  randomForest,
  singleMachine,
  type BoostingOptions,
  type Feature,
  type Matrix,
} from '#kernel/learn'
import { identifier, join, param, query, sql, type Sql } from '#kernel/sql'
import { kernelBytes } from '#platform/compute'
import { openTestWarehouse, textOf, type TestWarehouse } from '../kit/warehouse.js'

const machine = singleMachine(kernelBytes())
const ROWS = 600
let engine: TestWarehouse
const [matrix, label] = sample()

function sample(): [Matrix, Float64Array] {
  const random = createRandom(5)
  const a = Array.from({ length: ROWS }, () => (random.next() < 0.15 ? null : random.normal()))
  const b = Array.from({ length: ROWS }, () => Math.floor(random.next() * 9))
  const city = Array.from({ length: ROWS }, () => (random.next() < 0.1 ? null : `it's c${random.below(7)}`))
  const label = Float64Array.from({ length: ROWS }, (_, row) => (random.next() < 1 / (1 + Math.exp(-((a[row] ?? 1.5) + (b[row] as number) / 3 - 1.5))) ? 1 : 0))
  return [matrixOf([numbers('a', a), numbers('b', b), categories('city', city)]), label]
}

const column = ({ name }: Feature): Sql => identifier(name)

beforeAll(async () => {
  engine = await openTestWarehouse()
  const [a, b, city] = matrix.columns as [Extract<Matrix['columns'][0], { kind: 'number' }>, Extract<Matrix['columns'][0], { kind: 'number' }>, Extract<Matrix['columns'][0], { kind: 'category' }>]
  const value = (number: number): Sql => (Number.isNaN(number) ? sql`NULL` : sql`${param(number, 'Float64')}`)
  await engine.warehouse.command(sql`CREATE TABLE learn_rows (n UInt32, a Nullable(Float64), b Nullable(Float64), city LowCardinality(Nullable(String))) ENGINE = MergeTree ORDER BY n`)
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const code = city.codes[row] as number
    return sql`(${row}, ${value(a.values[row] as number)}, ${value(b.values[row] as number)}, ${code < 0 ? sql`NULL` : sql`${city.levels[code] as string}`})`
  })
  // A level nobody was trained on.
  await engine.warehouse.command(sql`INSERT INTO learn_rows SELECT * FROM VALUES('n UInt32, a Nullable(Float64), b Nullable(Float64), city Nullable(String)', ${join([...rows, sql`(${ROWS}, 0.5, 3., 'elsewhere')`])})`)
})
afterAll(() => engine.close())

async function scored(expression: Sql, settings: Sql = sql``): Promise<(number | null)[]> {
  const rows = await engine.warehouse.query(query<{ score: number | null }>(sql`SELECT ${expression} AS score FROM learn_rows ORDER BY n ${settings}`))
  return rows.map((row) => row.score)
}

const unseen = matrixOf([numbers('a', [0.5]), numbers('b', [3]), categories('city', ['elsewhere'])])

describe('models as SQL', () => {
  it('boosted trees score the same in the engine: missing values, categories with quotes, a level not seen, every link', async () => {
    const cases: BoostingOptions[] = [
      { trees: 25 },
      { trees: 12, objective: { kind: 'squares' } },
      { trees: 12, objective: { kind: 'poisson' } },
      { trees: 12, objective: { kind: 'quantile', alpha: 0.7 } },
      { trees: 12, objective: { kind: 'multiclass', classes: 2 } },
    ]
    for (const options of cases) {
      const model = gradientBoosting(machine, { leafRows: 5, ...options }).fit(matrix, label)
      const expected = [...boostedModel.score(model, matrix), ...boostedModel.score(model, unseen)]
      const got = await scored(boostedModel.sql(model, column))
      got.forEach((score, row) => expect(Math.abs((score as number) - (expected[row] as number))).toBeLessThan(1e-9))
    }
  })

  it('goes on past 270 trees', async () => {
    const model = gradientBoosting(machine, { trees: 300, leafRows: 5, rate: 0.05 }).fit(matrix, label)
    const statement = boostedModel.sql(model, column)
    expect(querySize(statement)).toBeGreaterThan(262_144)
    const expected = [...boostedModel.score(model, matrix), ...boostedModel.score(model, unseen)]
    const got = await scored(statement, sql`SETTINGS max_ast_elements = 1000000`)
    got.forEach((score, row) => expect(Math.abs((score as number) - (expected[row] as number))).toBeLessThan(1e-9))
  })

  it('a forest and a single tree too', async () => {
    const forest = randomForest(machine, { trees: 15 }).fit(matrix, label)
    const tree = decisionTree(machine).fit(matrix, label)
    const [wanted, alone] = [forestModel.score(forest, matrix), decisionTreeModel.score(tree, matrix)]
    const [got, one] = [await scored(forestModel.sql(forest, column)), await scored(decisionTreeModel.sql(tree, column))]
    wanted.forEach((score, row) => expect(Math.abs((got[row] as number) - score)).toBeLessThan(1e-9))
    alone.forEach((score, row) => expect(one[row]).toBe(score))
  })

  it('a forest of several classes', async () => {
    const classes = categories('class', Array.from({ length: ROWS }, (_, row) => (label[row] === 1 ? 'yes' : row % 3 === 0 ? 'maybe' : 'no')))
    const model = classForest(machine, { trees: 9 }).fit(matrix, classes)
    for (const name of model.classes) {
      const view = classForestClass(name)
      const expected = [...view.score(model, matrix), ...view.score(model, unseen)]
      const got = await scored(view.sql(model, column))
      got.forEach((score, row) => expect(Math.abs((score as number) - (expected[row] as number))).toBeLessThan(1e-9))
    }
  })

  it('clusters: the nearest centre, nobody where a value is missing', async () => {
    const whole = matrixOf([numbers('b', Array.from({ length: ROWS }, (_, row) => (matrix.columns[1]?.kind === 'number' ? (matrix.columns[1].values[row] as number) : 0)))])
    const model = kMeans(machine, { clusters: 4 }).fit(whole, null)
    const got = await scored(kMeansModel.sql(model, column))
    expect(got.slice(0, ROWS)).toEqual([...assignClusters(model, whole)])
    const two = kMeans(machine, { clusters: 3 }).fit(matrixOf([numbers('a', [1, 2, 3, 4, 5, 6]), numbers('b', [1, 1, 9, 9, 4, 4])]), null)
    const sparse = await scored(kMeansModel.sql(two, column))
    const a = matrix.columns[0]?.kind === 'number' ? matrix.columns[0].values : []
    expect(sparse.slice(0, ROWS).map((cluster) => cluster === null)).toEqual(Array.from(a, (value) => Number.isNaN(value)))
  })

  it('the text of a small tree', () => {
    const model = decisionTree(machine, { leaves: 2, leafRows: 1 }).fit(matrixOf([numbers('x', [1, 2, 3, 4])]), [0, 0, 1, 1])
    expect(textOf(decisionTreeModel.sql(model, column))).toBe('materialize(if(`x`>2.5,1.0,0.0))')
  })
})
