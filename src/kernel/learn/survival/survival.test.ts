import { describe, expect, it } from 'vitest'
import {
  concordance,
  coxModel,
  coxRegression,
  coxSurvival,
  discreteHazard,
  discreteSurvival,
  kaplanMeier,
  lifeTable,
  linearPredictor,
  logRank,
  matrixOf,
  numbers,
  survivalAt,
} from '#kernel/learn'
import { codeOf } from '../../../../test/kit/code-of.js'
import { learnSample, uniform } from '../../../../test/kit/learn-sample.js'

const sample = learnSample()
const lives = { time: sample.time, event: sample.event }
describe('Kaplan-Meier', () => {
  it('by hand: 6 at risk, events at 1 and 3, one cut off at 2', () => {
    const curve = kaplanMeier({ time: [1, 2, 3, 3, 5, 6], event: [1, 0, 1, 1, 0, 0] })
    expect(curve.steps.map((step) => step.survival)).toEqual([5 / 6, expect.closeTo((5 / 6) * 0.5, 12)])
    expect(curve.steps[0]?.error).toBeCloseTo((5 / 6) * Math.sqrt(1 / 30), 12)
    expect(curve.steps[1]?.error).toBeCloseTo((5 / 12) * Math.sqrt(1 / 30 + 2 / 8), 12)
    // S^exp(±1.96 se(ln(-ln S))), se = √(Σ d / n(n - d)) / |ln S|.
    const reach = Math.exp((1.959963984540054 * Math.sqrt(1 / 30)) / Math.log(5 / 6))
    expect(curve.steps[0]?.low).toBeCloseTo((5 / 6) ** (1 / reach), 12)
    expect(curve.steps[0]?.high).toBeCloseTo((5 / 6) ** reach, 12)
    expect(curve.median).toBe(3)
    expect([0, 1, 2.9, 3, 99].map((time) => survivalAt(curve, time))).toEqual([
      1,
      5 / 6,
      5 / 6,
      expect.closeTo(5 / 12, 12),
      expect.closeTo(5 / 12, 12),
    ])
  })
  it('agrees with statsmodels, and weights count rows', () => {
    const { steps, median } = kaplanMeier(lives)
    ;[0.8125, 0.6909013605442177, 0.5419455626287212, 0.4845208672508435].forEach((value, at) =>
      expect(steps[at]?.survival).toBeCloseTo(value, 12),
    )
    ;[0.019515618744994995, 0.023688573885990803, 0.026750159503615086, 0.02749949665151428].forEach(
      (value, at) => expect(steps[at]?.error).toBeCloseTo(value, 12),
    )
    expect(median).toBe(4)
    const rows = [...sample.weights].flatMap((weight, row) => Array<number>(weight).fill(row))
    const twice = {
      time: rows.map((row) => sample.time[row] as number),
      event: rows.map((row) => sample.event[row] as number),
    }
    expect(kaplanMeier({ ...lives, weights: sample.weights })).toEqual(kaplanMeier(twice))
    expect(lifeTable(twice).atRisk[0]).toBe(rows.length)
  })
  it('everyone gone: survival 0', () => {
    expect(kaplanMeier({ time: [1, 2], event: [1, 1] }).steps[1]).toMatchObject({
      survival: 0,
      low: 0,
      high: 0,
    })
  })
})

describe('log-rank', () => {
  const city = sample.matrix.columns[2]
  const by = (city?.kind === 'category' ? city.levels : []).map((_, level) => {
    const rows = [...sample.time.keys()].filter(
      (row) => city?.kind === 'category' && city.codes[row] === level,
    )
    return {
      time: rows.map((row) => sample.time[row] as number),
      event: rows.map((row) => sample.event[row] as number),
    }
  })
  it('agrees with statsmodels on three groups', () => {
    const test = logRank(by)
    expect(test.statistic).toBeCloseTo(7.178489816614217, 10)
    expect(test.p).toBeCloseTo(0.0276191775630501, 12)
    expect(test.groups.reduce((sum, group) => sum + group.observed - group.expected, 0)).toBeCloseTo(0, 9)
  })
  it('the same group twice differs by nothing', () => {
    expect(logRank([lives, lives])).toMatchObject({ statistic: 0, df: 1, p: 1 })
    expect(codeOf(() => logRank([lives]))).toBe('LEARN_PARAM')
    expect(codeOf(() => logRank([lives, { time: [], event: [] }]))).toBe('LEARN_ARM_EMPTY')
  })
})

describe('Cox', () => {
  const model = coxRegression().fit(sample.matrix, lives)
  it('agrees with statsmodels PHReg, Efron ties', () => {
    const tests = new Map(model.tests?.map((test) => [test.term, test]))
    const expected = {
      age: [0.03783472551431665, 0.00548202734984984],
      aum: [-0.32616998501981526, 0.07452157164421942],
      'city=北京': [0.40067687050271966, 0.16369419211646663],
      'city=上海': [0.017018481676521563, 0.16469731621277237],
    }
    for (const [term, [coefficient, error]] of Object.entries(expected)) {
      expect(tests.get(term)?.coefficient).toBeCloseTo(coefficient as number, 9)
      expect(tests.get(term)?.error).toBeCloseTo(error as number, 9)
    }
    expect(model.logLikelihood).toBeCloseTo(-1173.5792997476203, 8)
    expect(model.concordance).toBeCloseTo(0.6751806833114323, 12)
  })
  it('by hand: three rows, one feature, no ties', () => {
    // x = 1, 0, 1 dying at 1, 2, 3: L = e^b / (2 e^b + 1) · 1 / (1 + e^b); maximum where 2 e^2b = 1.
    const small = coxRegression().fit(matrixOf([numbers('x', [1, 0, 1])]), {
      time: [1, 2, 3],
      event: [1, 1, 1],
    })
    expect(small.tests?.[0]?.coefficient).toBeCloseTo(-Math.log(2) / 2, 9)
  })
  it('survival of a row is that of the mean row to the power of its hazard ratio', () => {
    const ratio = coxModel.score(model, sample.matrix)
    const at4 = coxSurvival(model, sample.matrix, 4)
    const at = model.baseline.times.indexOf(4)
    expect(at4[7]).toBeCloseTo(Math.exp(-(model.baseline.hazards[at] as number) * (ratio[7] as number)), 12)
    expect(coxSurvival(model, sample.matrix, 0)[0]).toBe(1)
    // On average near Kaplan-Meier.
    expect(
      Math.abs(at4.reduce((sum, share) => sum + share, 0) / 400 - survivalAt(kaplanMeier(lives), 4)),
    ).toBeLessThan(0.02)
  })
  it('refuses no event, collinear features, and hazards that grow without end', () => {
    const two = (x: number[], y: number[]) => matrixOf([numbers('x', x), numbers('y', y)])
    expect(
      codeOf(() =>
        coxRegression().fit(two([1, 2, 3, 4, 5], [2, 4, 6, 8, 10]), {
          time: [1, 2, 3, 4, 5],
          event: [1, 1, 0, 1, 1],
        }),
      ),
    ).toBe('LEARN_COLLINEAR')
    expect(
      codeOf(() =>
        coxRegression().fit(matrixOf([numbers('x', [5, 4, 3, 2, 1])]), {
          time: [1, 2, 3, 4, 5],
          event: [1, 1, 1, 1, 1],
        }),
      ),
    ).toBe('LEARN_SEPARATED')
    expect(codeOf(() => coxRegression().fit(sample.matrix, { time: [1], event: [1] }))).toBe(
      'LEARN_ROWS_DIFFER',
    )
    expect(
      codeOf(() => coxRegression().fit(sample.matrix, { ...lives, time: sample.time.map(() => -1) })),
    ).toBe('LEARN_TIME')
  })
})

describe('concordance', () => {
  it('by hand: pairs, ties of risk, and a row cut off at the time of an event', () => {
    // Usable pairs: (1; 2), (1; 3), (1; 4), (2; 3), (2; 4): the event at 2 comes before the one cut off at 2.
    expect(concordance({ time: [1, 2, 2, 3], event: [1, 1, 0, 0] }, [9, 5, 5, 1])).toBeCloseTo(4.5 / 5, 12)
    expect(concordance({ time: [1, 1], event: [1, 1] }, [1, 2])).toBeNaN()
  })
  it('is the share of all pairs on random rows', () => {
    const next = uniform(17)
    const rows = Array.from({ length: 80 }, () => ({
      t: 1 + Math.floor(next() * 8),
      e: next() < 0.6 ? 1 : 0,
      r: Math.floor(next() * 6),
    }))
    let [right, all] = [0, 0]
    for (const a of rows) {
      for (const b of rows) {
        if (a.e !== 1 || !(b.t > a.t || (b.t === a.t && b.e === 0))) continue
        all += 1
        right += a.r > b.r ? 1 : a.r === b.r ? 0.5 : 0
      }
    }
    expect(
      concordance(
        { time: rows.map((row) => row.t), event: rows.map((row) => row.e) },
        rows.map((row) => row.r),
      ),
    ).toBeCloseTo(right / all, 12)
  })
})

describe('discrete hazard', () => {
  it('without features it is the life table: hazard = events / at risk', () => {
    const constant = matrixOf([
      numbers(
        'one',
        Array.from({ length: 400 }, (_, row) => row % 2),
      ),
    ])
    const model = discreteHazard({ l2: 1e-8 }).fit(constant, lives)
    const table = lifeTable(lives)
    const curve = discreteSurvival(
      {
        ...model,
        logistic: {
          ...model.logistic,
          effects: model.logistic.effects.map((effect) =>
            effect.kind === 'number' ? { ...effect, coefficient: 0 } : effect,
          ),
        },
      },
      constant,
    )
    let share = 1
    table.times.forEach((_, at) => {
      share *= 1 - (table.events[at] as number) / (table.atRisk[at] as number)
      expect(Math.abs((curve[at] as number) - share)).toBeLessThan(0.002)
    })
  })
  it('effects are near those of Cox, and times must be whole periods', () => {
    const model = discreteHazard({ l2: 1e-6 }).fit(sample.matrix, lives)
    const cox = coxRegression().fit(sample.matrix, lives)
    const one = linearPredictor(
      { features: model.features, effects: model.logistic.effects, center: 0 },
      sample.matrix,
    )
    const other = linearPredictor({ ...cox, center: 0 }, sample.matrix)
    const link = one.reduce((sum, value, row) => sum + value * (other[row] as number), 0)
    const size = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
    expect(link / size(one) / size(other)).toBeGreaterThan(0.97)
    expect(
      codeOf(() => discreteHazard().fit(sample.matrix, { ...lives, time: sample.time.map((t) => t + 0.5) })),
    ).toBe('LEARN_TIME')
  })
})
