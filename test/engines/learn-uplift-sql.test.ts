import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { Session } from 'chdb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  armsLearner,
  bestArms,
  bestArmSql,
  forestUntreated,
  forestUntreatedSql,
  gaussianMixture,
  kindsOf,
  linearModel,
  logisticRegression,
  mixtureMembership,
  mixtureMembershipSql,
  QUADRANTS,
  quadrantSql,
  quadrantsOf,
  ridgeRegression,
  sLearner,
  takeColumns,
  tLearner,
  untreatedOutcome,
  untreatedOutcomeSql,
  upliftForest,
  upliftForestModel,
  upliftModel,
  type Feature,
} from '#kernel/learn'
import { identifier, join, renderSql, sql, type Sql } from '#kernel/sql'
import { learnSample, scoreRows } from '../kit/learn-sample.js'
import { upliftSample } from '../kit/uplift-sample.js'

const folder = mkdtempSync(joinPath(tmpdir(), 'qunce-uplift-'))
const session = new Session(folder)
const sample = learnSample()
const rows = scoreRows()
const target = { treatment: sample.event, outcome: sample.label }
const column = (feature: Feature) => identifier(feature.name)
const kindOf = kindsOf({ logistic: linearModel, ridge: linearModel })
const kind = upliftModel(kindOf)
const outcome = { estimator: logisticRegression(), kind: linearModel }

beforeAll(() => {
  session.query(
    'CREATE TABLE scored (row UInt32, age Nullable(Float64), aum Nullable(Float64), city LowCardinality(Nullable(String))) ENGINE = MergeTree ORDER BY row',
  )
  const [age, aum, city] = rows.columns
  const number = (of: typeof age, row: number) =>
    of?.kind === 'number' && !Number.isNaN(of.values[row]) ? of.values[row] : null
  const lines = Array.from({ length: rows.rows }, (_, row) =>
    JSON.stringify({
      row,
      age: number(age, row),
      aum: number(aum, row),
      city: city?.kind === 'category' ? (city.levels[city.codes[row] as number] ?? null) : null,
    }),
  )
  session.query(`INSERT INTO scored FORMAT JSONEachRow ${lines.join('\n')}`)
})
afterAll(() => {
  session.cleanup()
  rmSync(folder, { recursive: true, force: true })
})

function valuesOf(expressions: readonly Sql[]): unknown[][] {
  const { text, params } = renderSql(sql`SELECT ${join(expressions)} FROM scored ORDER BY row`)
  return session
    .queryBind(text, params, 'JSONCompactEachRow')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown[])
}

function areClose(found: readonly unknown[], expected: ArrayLike<number>): void {
  expect(found).toHaveLength(expected.length)
  found.forEach((value, row) =>
    expect(Math.abs((value as number) - (expected[row] as number)), `row ${row}`).toBeLessThanOrEqual(1e-9),
  )
}

describe('decisions on effects are the same in the engine, LowCardinality, missing and unseen included', () => {
  it('quadrants and what comes untreated, of the S- and the T-learner', () => {
    for (const learner of [tLearner({ outcome }), sLearner({ outcome })]) {
      const model = learner.fit(sample.matrix, target)
      const effect = kind.score(model, rows)
      const untreated = untreatedOutcome(kindOf, model, rows) as Float64Array
      const rule = { gain: 0.05, loss: -0.05, sure: 0.4 }
      const base = untreatedOutcomeSql(kindOf, model, column) as Sql
      const found = valuesOf([base, quadrantSql(kind.sql(model, column), base, rule)])
      areClose(
        found.map(([value]) => value),
        untreated,
      )
      expect(found.map(([, name]) => name)).toEqual(
        Array.from(quadrantsOf(effect, untreated, rule), (at) => QUADRANTS[at]),
      )
    }
  })

  it('a forest of 100 trees, effect and untreated outcome', () => {
    const model = upliftForest({ leafRows: 4 }).fit(sample.matrix, target)
    const found = valuesOf([upliftForestModel.sql(model, column), forestUntreatedSql(model, column)])
    areClose(
      found.map(([effect]) => effect),
      upliftForestModel.score(model, rows),
    )
    areClose(
      found.map(([, untreated]) => untreated),
      forestUntreated(model, rows),
    )
  })

  it('the best of several arms after cost', () => {
    const ridge = { estimator: ridgeRegression(), kind: linearModel }
    const model = armsLearner({ control: 'middle', learner: tLearner({ outcome: ridge }) }).fit(
      sample.matrix,
      { arm: sample.classes, outcome: sample.real },
    )
    const worth = { value: 2, cost: { low: 0.2, high: 0.5 } }
    const best = bestArms(kind, model, rows, worth)
    const printed = bestArmSql(kind, model, column, worth)
    const found = valuesOf([printed.net, printed.arm])
    areClose(
      found.map(([net]) => net),
      best.net,
    )
    expect(found.map(([, arm]) => arm)).toEqual(Array.from(best.arm, (at) => model.arms[at]?.arm ?? 'middle'))
    expect(new Set(best.arm).size).toBeGreaterThan(1)
  })

  it('memberships of a mixture', () => {
    const model = gaussianMixture().fit(takeColumns(sample.matrix, ['age', 'aum']), sample.label)
    const found = valuesOf([mixtureMembershipSql(model, column)])
    areClose(
      found.flatMap(([chances]) => chances as number[]),
      mixtureMembership(model, rows),
    )
  })

  it('reads levels with quotes', () => {
    const quoted = upliftSample({ rows: 600 })
    const model = upliftForest({ trees: 5, leafRows: 5 }).fit(takeColumns(quoted.matrix, ['city']), quoted)
    areClose(
      valuesOf([upliftForestModel.sql(model, column)]).map(([value]) => value),
      upliftForestModel.score(model, rows),
    )
  })
})
