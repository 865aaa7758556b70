import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  categories,
  createRandom,
  kindsOf,
  linearModel,
  logisticRegression,
  matrixOf,
  numbers,
  qini,
  shuffled,
  takeRows,
  tLearner,
  upliftAt,
  upliftModel,
  upliftRankingOf,
} from '#kernel/learn'

const file = join(process.env['QUNCE_OPEN_DATA'] ?? '', 'hillstrom', 'hillstrom_womens_vs_control.csv')
const there = process.env['QUNCE_OPEN_DATA'] !== undefined && existsSync(file)

function campaign() {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
  const text = (at: number) => rows.map((row) => (row[at] as string).replaceAll('"', ''))
  const number = (name: string, at: number) => numbers(name, text(at).map(Number))
  return {
    matrix: matrixOf([
      number('recency', 0),
      categories('segment', text(1)),
      number('history', 2),
      number('mens', 3),
      number('womens', 4),
      categories('zip', text(5)),
      number('newbie', 6),
      categories('channel', text(7)),
    ]),
    treatment: Uint8Array.from(text(8), (arm) => (arm === 'Womens E-Mail' ? 1 : 0)),
    visit: Uint8Array.from(text(9), Number),
  }
}

describe.skipIf(!there)('Hillstrom, the real e-mail campaign (skipped without QUNCE_OPEN_DATA)', () => {
  it('a logistic T-learner reaches an uplift@30% on visit of about .068 over ten random halves, and the average effect is .04523', () => {
    const { matrix, treatment, visit } = campaign()
    const kind = upliftModel(kindsOf({ logistic: linearModel }))
    const learner = tLearner({ outcome: { estimator: logisticRegression(), kind: linearModel } })
    expect(learner.fit(matrix, { treatment, outcome: visit }).facts.average.value).toBeCloseTo(0.04523, 5)
    const found = Array.from({ length: 10 }, (_, at) => {
      const order = shuffled(matrix.rows, createRandom(at + 101))
      const [train, test] = [order.slice(0, matrix.rows / 2), order.slice(matrix.rows / 2)]
      const part = (rows: Uint32Array) => ({
        matrix: takeRows(matrix, rows),
        treatment: Uint8Array.from(rows, (row) => treatment[row] as number),
        outcome: Uint8Array.from(rows, (row) => visit[row] as number),
      })
      const [own, other] = [part(train), part(test)]
      const ranking = upliftRankingOf(other, kind.score(learner.fit(own.matrix, own), other.matrix))
      return { best: upliftAt(ranking, 0.3), qini: qini(ranking).coefficient as number }
    })
    const mean = (of: (one: (typeof found)[number]) => number) =>
      found.reduce((sum, one) => sum + of(one), 0) / found.length
    expect(mean((one) => one.best)).toBeGreaterThan(0.063)
    expect(mean((one) => one.best)).toBeLessThan(0.073)
    expect(mean((one) => one.qini)).toBeGreaterThan(0.03)
  })
})
