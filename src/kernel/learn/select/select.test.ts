import { describe, expect, it } from 'vitest'
import { createRandom } from '../data/random.js'
import { association, associations, completeLinkage, type CodedColumn } from './association.js'
import { agreement, byEventRate, informationValue, separation } from './counts.js'
import { distil } from './distil.js'
import { tradeOff } from './trade-off.js'

const coded = (codes: ArrayLike<number>, cells: number, ordered = true): CodedColumn => ({ codes: Uint8Array.from(codes), cells, ordered })

describe('counts of an outcome by cell', () => {
  it('information value by hand, less what chance gives', () => {
    // p = .2, .8; q = .6, .4: (.2-.6) ln(1/3) + (.8-.4) ln 2 = .439445 + .277259; chance (2-1)(1/100+1/200) = .015.
    const found = informationValue({ events: [20, 80], others: [120, 80] })
    expect(found.value).toBeCloseTo(0.716704 - 0.015, 5)
    // Var p: Σp d² − (Σp d)² with d = ln(p/q) + (p−q)/p; of q the like; together sqrt(var_p/100 + var_q/200).
    const d = [Math.log(1 / 3) - 2, Math.log(2) + 0.5]
    const e = [-Math.log(1 / 3) + 2 / 3, -Math.log(2) - 1]
    const spread = (p: number[], x: number[]) => p[0]! * x[0]! ** 2 + p[1]! * x[1]! ** 2 - (p[0]! * x[0]! + p[1]! * x[1]!) ** 2
    expect(found.error).toBeCloseTo(Math.sqrt(spread([0.2, 0.8], d) / 100 + spread([0.6, 0.4], e) / 200), 9)
    expect(informationValue({ events: [10, 10], others: [20, 20] }).value).toBe(0)
    expect(informationValue({ events: [0, 0], others: [20, 20] }).value).toBeNaN()
  })

  it('the interval of the information value holds the truth about as often as it says', () => {
    const random = createRandom(3)
    const [p, q] = [[0.1, 0.3, 0.6], [0.3, 0.4, 0.3]]
    const truth = p.reduce((sum, each, at) => sum + (each - q[at]!) * Math.log(each / q[at]!), 0)
    const draw = (shares: number[], n: number) => {
      const counts = [0, 0, 0]
      for (let at = 0; at < n; at += 1) {
        const u = random.next()
        const cell = u < shares[0]! ? 0 : u < shares[0]! + shares[1]! ? 1 : 2
        counts[cell]! += 1
      }
      return counts
    }
    const held = Array.from({ length: 300 }, () => informationValue({ events: draw(p, 400), others: draw(q, 800) })).filter(({ low, high }) => low <= truth && truth <= high)
    expect(held.length / 300).toBeGreaterThan(0.9)
    expect(held.length / 300).toBeLessThanOrEqual(1)
  })

  it('separation by hand; codes in the order of their rate separate best', () => {
    const counts = { events: [80, 20], others: [80, 120] }
    expect(separation(counts).value).toBeCloseTo(0.4, 10)
    expect(separation(byEventRate({ events: [10, 50, 40], others: [50, 10, 40] })).value).toBeCloseTo(0.4, 10)
    expect(agreement(90, 100)).toMatchObject({ value: 0.9 })
    expect(agreement(90, 100).low).toBeCloseTo(0.8256, 4)
    expect(agreement(0, 0).value).toBeNaN()
  })
})

describe('redundancy', () => {
  it('the same tag is 1, an unrelated one about 0, a falling copy as alike as a rising one', () => {
    const random = createRandom(5)
    const one = Array.from({ length: 4000 }, () => random.below(5))
    const other = Array.from({ length: 4000 }, () => random.below(5))
    expect(association(coded(one, 5, false), coded(one, 5, false))).toBeGreaterThan(0.99)
    expect(association(coded(one, 5, false), coded(other, 5, false))).toBeLessThan(0.05)
    // In order, 0 is missing and has no say: ranks 1 to 4 turned round correlate -1.
    expect(association(coded(one.map((x) => x + 1), 6), coded(one.map((x) => 5 - x), 6))).toBeGreaterThan(0.999)
    const matrix = associations([coded(one, 5), coded(other, 5), coded(one, 5)])
    expect(completeLinkage(matrix, 3, 0.7)).toEqual([[0, 2], [1]])
  })

  it('complete linkage needs every two of a group alike', () => {
    const alike = Float64Array.from([1, 0.9, 0.2, 0.9, 1, 0.8, 0.2, 0.8, 1])
    expect(completeLinkage(alike, 3, 0.7)).toEqual([[0, 1], [2]])
  })
})

describe('distillation', () => {
  const random = createRandom(11)
  const n = 6000
  const causes = Array.from({ length: 3 }, () => Array.from({ length: n }, () => random.below(4)))
  const label = Uint8Array.from({ length: n }, (_, row) => Number(random.next() < 1 / (1 + Math.exp(2.5 - 0.8 * causes[0]![row]! - 0.5 * causes[1]![row]! + 0.3 * causes[2]![row]!))))
  const copy = causes[0]!.map((x) => (random.next() < 0.05 ? random.below(4) : x))
  const noise = Array.from({ length: 12 }, () => coded(Array.from({ length: n }, () => random.below(6)), 6))
  const columns = [coded(copy, 4), coded(causes[0]!, 4), coded(causes[1]!, 4), coded(causes[2]!, 4), ...noise]

  it('keeps the three causes, not the near copy, nor noise, and does so on halves', () => {
    const found = distil({ columns, outcomes: [label], keep: 3, seed: 7 })
    expect(found.steps.map(({ column }) => column)).toEqual([1, 2, 3])
    expect(found.steps[0]?.steady).toBe(1)
    expect(found.agreement).toBeGreaterThan(0.6)
    const alone = distil({ columns, outcomes: [label], keep: 16, seed: 7, repeats: 0 })
    // Asked for sixteen it still leaves the copy out, which adds nothing, though alone it would tell more than the second cause.
    expect(alone.steps.map(({ column }) => column)).not.toContain(0)
    const copyAlone = distil({ columns: [columns[0]!, columns[2]!], outcomes: [label], keep: 2, seed: 7, repeats: 0 })
    expect(copyAlone.steps[0]?.column).toBe(0)
  })

  it('two outcomes: each its own population; an outcome nobody has says nothing', () => {
    const half = label.map((y, row) => (row % 2 === 0 ? y : 255))
    const found = distil({ columns, outcomes: [half, new Uint8Array(n)], keep: 2, seed: 1, repeats: 1 })
    expect(found.steps[0]?.column).toBe(1)
    expect(() => distil({ columns: [], outcomes: [label], keep: 2, seed: 1 })).toThrow()
  })

  it('the curve rises, then stays: three of them tell what all do', () => {
    const order = [1, 2, 3, ...Array.from({ length: 12 }, (_, at) => at + 4)].map((at) => columns[at]!)
    const curve = tradeOff(order, label, 3)
    expect(curve.map(({ tags }) => tags)).toEqual([1, 2, 3, 5, 8, 12])
    expect(curve[2]!.nats).toBeGreaterThan(curve[0]!.nats)
    expect(curve[2]!.nats).toBeGreaterThan(curve.at(-1)!.nats * 0.97)
    expect(curve[2]!.auc).toBeGreaterThan(0.7)
    expect(tradeOff(order, new Uint8Array(n), 3)).toEqual([])
  })
})
