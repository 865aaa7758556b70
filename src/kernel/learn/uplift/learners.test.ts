import { describe, expect, it } from 'vitest'
import {
  armEffects,
  armsLearner,
  bestArms,
  categories,
  classTransformation,
  drLearner,
  kindsOf,
  linearModel,
  logisticRegression,
  matrixOf,
  numbers,
  qini,
  ridgeRegression,
  rLearner,
  sLearner,
  takeRows,
  tLearner,
  untreatedOutcome,
  upliftModel,
  upliftRankingOf,
  xLearner,
  type Estimator,
  type UpliftModel,
  type UpliftTarget,
} from '#kernel/learn'
import { codeOf } from '../../../../test/kit/code-of.js'
import { upliftSample } from '../../../../test/kit/uplift-sample.js'

const outcome = { estimator: logisticRegression(), kind: linearModel }
const effect = { estimator: ridgeRegression(), kind: linearModel }
const propensity = { estimator: logisticRegression(), kind: linearModel }
const kindOf = kindsOf({ logistic: linearModel, ridge: linearModel })
const kind = upliftModel(kindOf)

const learners: readonly (readonly [string, Estimator<UpliftTarget, UpliftModel>])[] = [
  ['T', tLearner({ outcome })],
  ['X', xLearner({ outcome, effect, propensity })],
  ['R', rLearner({ outcome, effect, propensity })],
  ['DR', drLearner({ outcome, effect, propensity })],
  ['class transformation', classTransformation({ outcome, propensity })],
]

const train = upliftSample({ rows: 12_000, seed: 5 })
const fresh = upliftSample({ rows: 12_000, seed: 6 })
const confounded = upliftSample({ rows: 12_000, seed: 7, confounding: 1 })

function error(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.sqrt(
    Array.from(a).reduce((sum, value, row) => sum + (value - (b[row] as number)) ** 2, 0) / a.length,
  )
}

describe.each(learners)('%s-learner', (_name, learner) => {
  const model = learner.fit(train.matrix, train)
  const scores = kind.score(model, fresh.matrix)

  it('puts customers in an order between the oracle and chance', () => {
    const value = (by: ArrayLike<number>) => qini(upliftRankingOf(fresh, by)).coefficient as number
    const oracle = value(fresh.effect)
    const chance = value(Float64Array.from(fresh.effect, (_, row) => (row * 7919) % 12_007))
    expect(value(scores)).toBeGreaterThan(0.8 * oracle)
    expect(value(scores)).toBeLessThan(1.05 * oracle)
    expect(chance).toBeLessThan(0.3 * value(scores))
  })

  it('comes near the true effects, on confounded rows too', () => {
    expect(error(scores, fresh.effect)).toBeLessThan(0.06)
    const { matrix, treatment, outcome: label } = confounded
    const other = learner.fit(matrix, { treatment, outcome: label })
    expect(error(kind.score(other, fresh.matrix), fresh.effect)).toBeLessThan(0.08)
  })

  it('gives reasons that add up to the effect', () => {
    for (let row = 0; row < 20; row += 1) {
      const { base, reasons } = kind.explain(model, fresh.matrix, row)
      expect(reasons.map((reason) => reason.feature)).toEqual(['need', 'income', 'noise', 'city'])
      expect(reasons.reduce((sum, reason) => sum + reason.effect, base)).toBeCloseTo(
        scores[row] as number,
        10,
      )
    }
  })

  it('finds nothing where there is nothing', () => {
    const none = upliftSample({ rows: 12_000, seed: 8, strength: 0 })
    const found = kind.score(learner.fit(none.matrix, none), fresh.matrix)
    const other = upliftSample({ rows: 12_000, seed: 6, strength: 0 })
    expect(Math.abs(qini(upliftRankingOf(other, found)).coefficient as number)).toBeLessThan(0.03)
  })

  it('refuses one arm only, a constant outcome, a propensity of 0 or 1, a treatment that is neither', () => {
    const rows = [...train.treatment.keys()].filter((row) => train.treatment[row] === 1)
    const pick = (values: Uint8Array) => rows.map((row) => values[row] as number)
    expect(
      codeOf(() =>
        learner.fit(takeRows(train.matrix, rows), {
          treatment: pick(train.treatment),
          outcome: pick(train.outcome),
        }),
      ),
    ).toBe('LEARN_ARM_EMPTY')
    expect(codeOf(() => learner.fit(train.matrix, { ...train, outcome: train.outcome.map(() => 1) }))).toBe(
      'LEARN_LABEL_CONSTANT',
    )
    expect(
      codeOf(() =>
        learner.fit(train.matrix, {
          ...train,
          propensity: train.propensity.map((chance, row) => (row === 3 ? 1 : chance)),
        }),
      ),
    ).toBe('LEARN_OVERLAP')
    expect(
      codeOf(() => learner.fit(train.matrix, { ...train, treatment: train.treatment.map((arm) => arm * 2) })),
    ).toBe('LEARN_TREATMENT')
    const weights = Float64Array.from(train.treatment, (arm) => arm)
    expect(codeOf(() => learner.fit(train.matrix, train, { weights }))).toBe('LEARN_ARM_EMPTY')
  })
})

describe('the S-learner', () => {
  it('is the learner with and without the treatment: for ridge, its coefficient for every row', () => {
    const model = sLearner({ outcome: effect }).fit(train.matrix, train)
    const part = model.parts.method === 's' ? model.parts.outcome : null
    const effects = (part as { effects?: readonly { coefficient?: number }[] } | null)?.effects
    const scores = kind.score(model, takeRows(fresh.matrix, [0, 1, 2]))
    for (const score of scores) expect(score).toBeCloseTo(effects?.[4]?.coefficient as number, 12)
    const { base, reasons } = kind.explain(model, fresh.matrix, 0)
    expect(base).toBeCloseTo(scores[0] as number, 12)
    expect(reasons.every((reason) => Math.abs(reason.effect) < 1e-12)).toBe(true)
    expect(untreatedOutcome(kindOf, model, fresh.matrix)?.length).toBe(12_000)
  })

  it('refuses a feature with the name of the treatment', () => {
    expect(codeOf(() => sLearner({ outcome, treatment: 'need' }).fit(train.matrix, train))).toBe(
      'LEARN_COLUMN_REPEATED',
    )
  })
})

describe('the T-learner by hand', () => {
  it('is the difference of the arms in each city when the models are saturated', () => {
    const city = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b']
    const matrix = matrixOf([categories('city', city)])
    const free = { estimator: ridgeRegression({ l2: 0 }), kind: linearModel }
    const target = { treatment: [1, 1, 0, 0, 1, 1, 0, 0], outcome: [9, 11, 4, 6, 1, 2, 5, 6] }
    const scores = kind.score(tLearner({ outcome: free }).fit(matrix, target), matrix)
    expect(Array.from(scores, (score) => Math.round(score * 1e9) / 1e9)).toEqual([5, 5, 5, 5, -4, -4, -4, -4])
  })
})

describe('confounded data', () => {
  const { matrix, treatment, outcome: label } = confounded
  const truth = confounded.effect.reduce((sum, value) => sum + value, 0) / confounded.effect.length

  it('are told, and weighting balances them', () => {
    const { overlap } = drLearner({ outcome, effect, propensity }).fit(matrix, {
      treatment,
      outcome: label,
    }).facts
    expect(overlap?.warnings).toEqual(['confounded'])
    expect(overlap?.worstBefore).toBeGreaterThan(0.5)
    expect(overlap?.worstAfter).toBeLessThan(0.1)
    expect(overlap?.commonSupport).toBeGreaterThan(0.95)
    expect(overlap?.treatedEffective).toBeLessThan(overlap?.treatedRows as number)
  })

  it('do not deceive the doubly robust average: its interval holds the truth, the plain difference misses it', () => {
    const robust = drLearner({ outcome, effect, propensity }).fit(matrix, { treatment, outcome: label }).facts
      .average
    const plain = tLearner({ outcome }).fit(matrix, { treatment, outcome: label }).facts.average
    expect(robust.low).toBeLessThan(truth)
    expect(robust.high).toBeGreaterThan(truth)
    expect(plain.low).toBeGreaterThan(truth)
  })

  it('need no model of the treatment where its chance is known', () => {
    const known = drLearner({ outcome, effect }).fit(matrix, confounded).facts
    expect(known.average.low).toBeLessThan(truth)
    expect(known.average.high).toBeGreaterThan(truth)
    expect(known.overlap?.clippedRows).toBe(0)
  })

  it('of a fair coin carry no warning', () => {
    expect(
      rLearner({ outcome, effect, propensity }).fit(train.matrix, train).facts.overlap?.warnings,
    ).toEqual([])
  })
})

describe('several treatments', () => {
  const names = ['none', 'mail', 'call'] as const
  const next = upliftSample({ rows: 9000, seed: 12 })
  const need = next.matrix.columns[0]?.kind === 'number' ? next.matrix.columns[0].values : []
  const arm = categories(
    'arm',
    Array.from(need, (_, row) => names[row % 3] as string),
  )
  const gain = (name: string, row: number) =>
    name === 'mail' ? (need[row] as number) : name === 'call' ? 0.5 : 0
  const amount = Float64Array.from(
    need,
    (_, row) => gain(names[row % 3] as string, row) + ((row * 7919) % 101) / 101,
  )
  const ridge = { estimator: ridgeRegression({ l2: 0 }), kind: linearModel }
  const model = armsLearner({ control: 'none', learner: tLearner({ outcome: ridge }) }).fit(next.matrix, {
    arm,
    outcome: amount,
  })

  it('each arm has its effect against the one control', () => {
    const effects = armEffects(
      kind,
      model,
      matrixOf(
        [...takeRows(next.matrix, [0]).columns].map((column) =>
          column.name === 'need' ? numbers('need', [2]) : column,
        ),
      ),
    )
    expect(effects.get('mail')?.[0]).toBeCloseTo(2, 1)
    expect(effects.get('call')?.[0]).toBeCloseTo(0.5, 1)
  })

  it('the best arm is the one with the greatest net gain, the control where none is worth its cost', () => {
    const at = (value: number, cost: Record<string, number>) => {
      const row = matrixOf(
        takeRows(next.matrix, [0]).columns.map((column) =>
          column.name === 'need' ? numbers('need', [value]) : column,
        ),
      )
      const { arm: best } = bestArms(kind, model, row, { cost })
      return model.arms[best[0] as number]?.arm ?? model.control
    }
    expect([at(2, {}), at(-1, {}), at(-1, { call: 1 }), at(2, { mail: 1.9 })]).toEqual([
      'mail',
      'call',
      'none',
      'call',
    ])
    expect(codeOf(() => at(2, { letter: 1 }))).toBe('LEARN_ARM_UNKNOWN')
  })

  it('refuses a control that is no arm, an arm without rows, and no other arm', () => {
    const fit = (control: string, levels: readonly string[], values: string[]) =>
      codeOf(() =>
        armsLearner({ control, learner: tLearner({ outcome: ridge }) }).fit(
          takeRows(next.matrix, [0, 1, 2, 3]),
          { arm: categories('arm', values, levels), outcome: [1, 2, 3, 4] },
        ),
      )
    expect(fit('other', names, ['none', 'mail', 'none', 'mail'])).toBe('LEARN_ARM_UNKNOWN')
    expect(fit('none', names, ['none', 'mail', 'none', 'none'])).toBe('LEARN_ARM_EMPTY')
    expect(fit('none', ['none'], ['none', 'none', 'none', 'none'])).toBe('LEARN_ARM_EMPTY')
  })
})
