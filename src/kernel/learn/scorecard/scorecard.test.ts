import { describe, expect, it } from 'vitest'
import {
  binsOf,
  categories,
  levelBinning,
  matrixOf,
  numbers,
  optimalBinning,
  scorecard,
  scorecardModel,
  scorecardProbability,
  scorecardReport,
  scorecardStability,
  scorecardTable,
  type Trend,
} from '#kernel/learn'
import { codeOf } from '../../../../test/kit/code-of.js'
import { learnSample, nearNormal, uniform } from '../../../../test/kit/learn-sample.js'
import { roundCut } from './binning.js'
import { roundPoints } from './scorecard.js'
import { bestSplit, informationOf, type FineBins } from './search.js'

describe('the search is exact', () => {
  /** Every way to cut, judged by definition. */
  function bruteForce(
    fine: FineBins,
    trend: Exclude<Trend, 'auto'>,
    maxBins: number,
    minRows: number,
  ): number {
    const size = fine.rows.length
    const all = fine.rows.reduce((sum, value) => sum + value, 0)
    const bad = fine.bad.reduce((sum, value) => sum + value, 0)
    let best = 0
    for (let mask = 0; mask < 2 ** (size - 1); mask += 1) {
      const bins: [number, number][] = [[0, 0]]
      for (let at = 0; at < size; at += 1) {
        if (at > 0 && (mask >> (at - 1)) & 1) bins.push([0, 0])
        const last = bins[bins.length - 1] as [number, number]
        last[0] += fine.rows[at] as number
        last[1] += fine.bad[at] as number
      }
      if (bins.length > maxBins || bins.some(([n, b]) => n < minRows || b <= 0 || n - b <= 0)) continue
      if (
        !follows(
          bins.map(([n, b]) => b / n),
          trend,
        )
      ) {
        continue
      }
      best = Math.max(
        best,
        bins.reduce((sum, [n, b]) => sum + informationOf(n - b, b, all - bad, bad), 0),
      )
    }
    return best
  }

  function follows(rates: number[], trend: Exclude<Trend, 'auto'>): boolean {
    const up = (part: number[]) => part.every((rate, at) => at === 0 || rate > (part[at - 1] as number))
    const down = (part: number[]) => part.every((rate, at) => at === 0 || rate < (part[at - 1] as number))
    if (trend === 'none') return true
    if (trend === 'ascending') return up(rates)
    if (trend === 'descending') return down(rates)
    const turns = rates.map((_, at) => at)
    if (trend === 'peak') return turns.some((at) => up(rates.slice(0, at + 1)) && down(rates.slice(at)))
    return turns.some((at) => down(rates.slice(0, at + 1)) && up(rates.slice(at)))
  }

  it.each(['ascending', 'descending', 'peak', 'valley', 'none'] as const)(
    '%s, against all cuttings of 40 random cases',
    (trend) => {
      const next = uniform(31)
      for (let round = 0; round < 40; round += 1) {
        const size = 3 + Math.floor(next() * 8)
        const rows = Float64Array.from({ length: size }, () => 5 + Math.floor(next() * 40))
        const bad = rows.map((n) => Math.floor(next() * (n + 1)))
        const maxBins = 1 + Math.floor(next() * 6)
        const minRows = 10 + next() * 60
        const totalBad = bad.reduce((sum, value) => sum + value, 0)
        const good = rows.reduce((sum, value) => sum + value, 0) - totalBad
        const found = bestSplit({ rows, bad }, trend, { maxBins, minRows, good, bad: totalBad })
        expect(found.iv).toBeCloseTo(bruteForce({ rows, bad }, trend, maxBins, minRows), 10)
        expect(found.starts.length).toBeLessThan(maxBins)
      }
    },
  )
})

describe('binning by hand', () => {
  it('WOE and IV of a category; a bin without one outcome gets half a row; missing and unseen', () => {
    // a: 8 good 2 bad, b: 2 good 6 bad, c: 2 good 0 bad, missing: 0 good 2 bad. 12 good, 10 bad.
    const values = [...Array<string>(10).fill('a'), ...Array<string>(8).fill('b'), 'c', 'c', null, null]
    const label = [1, 1, ...Array<number>(8).fill(0), 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1]
    const { bins, iv } = levelBinning(categories('c', values), label)
    expect(bins.map((bin) => [bin.label, bin.rows, bin.bad, bin.softened])).toEqual([
      ['a', 10, 2, false],
      ['b', 8, 6, false],
      ['c', 2, 0, true],
      ['missing', 2, 2, true],
    ])
    expect(bins[0]?.woe).toBeCloseTo(Math.log(8 / 12 / (2 / 10)), 12)
    expect(bins[2]?.woe).toBeCloseTo(Math.log(2.5 / 12 / (0.5 / 10)), 12)
    expect(bins[3]?.woe).toBeCloseTo(Math.log(0.5 / 12 / (2.5 / 10)), 12)
    const first = (8 / 12 - 2 / 10) * Math.log(8 / 12 / (2 / 10))
    expect(bins[0]?.iv).toBeCloseTo(first, 12)
    expect(iv).toBeCloseTo(
      bins.reduce((sum, bin) => sum + bin.iv, 0),
      12,
    )
    expect([
      ...binsOf(levelBinning(categories('c', values), label), categories('c', ['b', 'z', null])),
    ]).toEqual([1, -1, 3])
  })

  it('a step at 10 is found, specials and missing apart, bins hold their least share, the trend holds', () => {
    const next = uniform(2)
    const x = Array.from({ length: 3000 }, () => (next() < 0.05 ? null : next() < 0.05 ? -1 : next() * 20))
    const label = x.map((value) =>
      next() < (value === null ? 0.5 : value === -1 ? 0.8 : value < 10 ? 0.1 : 0.4) ? 1 : 0,
    )
    const binning = optimalBinning(numbers('x', x), label, { specials: [-1], maxBins: 3, minShare: 0.1 })
    if (binning.kind !== 'number') throw new Error('not a number')
    expect(binning.trend).toBe('ascending')
    expect(binning.bins.map((bin) => bin.kind)).toEqual([
      ...binning.cuts.map(() => 'values'),
      'values',
      'special',
      'missing',
    ])
    expect(Math.min(...binning.cuts.map((cut) => Math.abs(cut - 10)))).toBeLessThan(0.5)
    const values = binning.bins.filter((bin) => bin.kind === 'values')
    expect(values.every((bin) => bin.share >= 0.1)).toBe(true)
    expect(values.every((bin, at) => at === 0 || bin.badRate > (values[at - 1]?.badRate as number))).toBe(
      true,
    )
    const special = x.flatMap((value, row) => (value === -1 ? [label[row] as number] : []))
    expect(binning.bins.find((bin) => bin.kind === 'special')).toMatchObject({
      rows: special.length,
      bad: special.filter((bad) => bad === 1).length,
    })
    // Every printed count is what applying the binning counts.
    const applied = binsOf(binning, numbers('x', x))
    binning.bins.forEach((bin, at) => expect(applied.filter((own) => own === at).length).toBe(bin.rows))
  })

  it('a peak in the middle needs the trend peak', () => {
    const x = Array.from({ length: 900 }, (_, at) => at)
    const label = x.map((value) => (value % 10 < (value >= 300 && value < 600 ? 6 : 1) ? 1 : 0))
    const iv = (trend: Trend) => optimalBinning(numbers('x', x), label, { trend }).iv
    expect(iv('peak')).toBeLessThanOrEqual(iv('none'))
    expect(iv('peak')).toBeGreaterThan(0.99 * iv('none'))
    expect(iv('auto')).toBeLessThan(0.5 * iv('peak'))
    expect(iv('valley')).toBeLessThan(iv('peak'))
  })

  it('cuts are the shortest decimals that part the same rows', () => {
    expect([roundCut(9.99, 10.37), roundCut(0.1, 0.1000001), roundCut(-5.5, -5.2), roundCut(1, 2)]).toEqual([
      10, 0.1000001, -5.2, 2,
    ])
    const next = uniform(9)
    for (let round = 0; round < 2000; round += 1) {
      const below = nearNormal(next) * 10 ** Math.floor(next() * 10 - 5)
      const above = below + next() * 10 ** -Math.floor(next() * 12)
      if (above > below) {
        expect(roundCut(below, above)).toSatisfy((cut: number) => cut > below && cut <= above)
      }
    }
  })
})

describe('points', () => {
  const sample = learnSample()
  const exact = scorecard({ scaling: { pdo: 20, baseScore: 600, baseOdds: 50, decimals: null } }).fit(
    sample.matrix,
    sample.label,
  )
  it('600 points stand for odds of 50 to 1, and 20 more double them', () => {
    const points = scorecardModel.score(exact, sample.matrix)
    scorecardProbability(exact, sample.matrix).forEach((p, row) => {
      const odds = 50 * 2 ** (((points[row] as number) - 600) / 20)
      expect((1 - p) / p).toBeCloseTo(odds, 9 - Math.ceil(Math.log10(odds + 1)))
    })
  })
  it('each bin is rounded half away from zero, and the score is the sum of what is printed', () => {
    expect([2.5, -2.5, 0.4, -0.4, 1.005].map((value) => roundPoints(value, 0))).toEqual([3, -3, 0, 0, 1])
    expect(roundPoints(-12.345, 2)).toBe(-12.35)
    const whole = scorecard().fit(sample.matrix, sample.label)
    expect(scorecardTable(whole).every((line) => Number.isInteger(line.points))).toBe(true)
    const plain = scorecardTable(exact)
    scorecardTable(whole).forEach((line, at) =>
      expect(line.points).toBe(roundPoints(plain[at]?.points as number, 0)),
    )
  })
  it('reports AUC, Gini, KS and PSI; more points are better', () => {
    const report = scorecardReport(exact, sample.matrix, sample.label)
    expect(report.auc.value).toBeGreaterThan(0.7)
    expect(report.gini).toBeCloseTo(2 * report.auc.value - 1, 12)
    expect(report.stability.value).toBeCloseTo(0, 12)
    const older = matrixOf(
      sample.matrix.columns.map((column) =>
        column.name === 'age' && column.kind === 'number'
          ? { ...column, values: column.values.map((age) => age + 15) }
          : column,
      ),
    )
    expect(scorecardStability(exact, older).value).toBeGreaterThan(0.25)
  })
  it('says when it was trained on accepted applicants only, what it left out, and coefficients turned round', () => {
    const next = uniform(12)
    const noise = numbers(
      'noise',
      Array.from({ length: 400 }, () => Math.floor(next() * 2)),
    )
    const card = scorecard({ population: 'accepted' }).fit(
      matrixOf([...sample.matrix.columns, noise]),
      sample.label,
    )
    expect(card.population).toBe('accepted')
    expect(exact.population).toBe('all')
    expect(card.dropped.map((one) => one.feature)).toContain('noise')
    expect(card.features.map((feature) => feature.name)).not.toContain('noise')
    expect(card.reversed).toEqual([])
  })
  it('wrong use is told', () => {
    const flat = matrixOf([
      numbers(
        'x',
        sample.label.map((_, row) => row % 2),
      ),
    ])
    expect(codeOf(() => scorecard({ minIv: 5 }).fit(flat, sample.label))).toBe('LEARN_NO_FEATURE')
    expect(codeOf(() => scorecard({ scaling: { pdo: 0 } }))).toBe('LEARN_PARAM')
    expect(codeOf(() => optimalBinning(numbers('x', sample.real), sample.label, { maxBins: 0 }))).toBe(
      'LEARN_PARAM',
    )
    expect(codeOf(() => optimalBinning(numbers('x', sample.real), sample.real))).toBe('LEARN_LABEL_VALUE')
    const copied = matrixOf([
      ...sample.matrix.columns,
      ...sample.matrix.columns.map((column) => ({ ...column, name: `${column.name}2` })),
    ])
    expect(codeOf(() => scorecard().fit(copied, sample.label))).toBe('LEARN_COLLINEAR')
    expect(codeOf(() => scorecard({ l2: 1 }).fit(copied, sample.label))).toBe('none')
  })
})
