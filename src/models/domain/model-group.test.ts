import { describe, expect, it } from 'vitest'
import { assignModelGroups, readModelGroups, type GroupCandidate } from './model-group.js'

const customers: GroupCandidate[] = Array.from({ length: 2000 }, (_, at) => ({ custId: `C${at}`, score: ((at * 7919) % 2000) / 2000, stratum: at % 10 === 0 ? 'T5' : 'T1', expert: at % 3 === 0 }))
const design = { size: 200, modelShare: 0.5, holdOut: 0.2, lowest: false, salt: 'spring' }
const count = (kept: readonly { group: string; arm: string }[], group: string, arm: string) => kept.filter((each) => each.group === group && each.arm === arm).length

describe('model against non-model group', () => {
  const { size, assigned } = assignModelGroups(customers, design)

  it('MDL-30: even within strata, two lists of one size, the same share left alone', () => {
    for (const stratum of ['T1', 'T5']) {
      const own = assigned.filter((_, at) => customers[at]!.stratum === stratum)
      expect(Math.abs(own.filter(({ group }) => group === 'model').length - own.length / 2)).toBeLessThanOrEqual(1)
    }
    expect(size).toBe(200)
    for (const group of ['model', 'expert']) expect([count(assigned, group, 'treated'), count(assigned, group, 'control')]).toEqual([160, 40])
  })

  it('MDL-30: the model takes its highest scores, the expert whom the rule picks whatever the score', () => {
    const scores = (group: string, arms: readonly string[]) => assigned.flatMap((each, at) => (each.group === group && arms.includes(each.arm) ? [customers[at]!.score] : []))
    expect(Math.min(...scores('model', ['treated', 'control']))).toBeGreaterThan(Math.max(...scores('model', ['rest'])))
    assigned.forEach(({ group, arm }, at) => group === 'expert' && arm !== 'rest' && expect(customers[at]!.expert).toBe(true))
    const mean = scores('expert', ['treated', 'control']).reduce((sum, score) => sum + score, 0) / 200
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.1)
  })

  it('MDL-30: the same again, whatever the order; another salt deals anew; the shorter list sets the size', () => {
    expect(assignModelGroups(customers, design).assigned).toEqual(assigned)
    const back = assignModelGroups(customers.toReversed(), design).assigned.toReversed()
    expect(back).toEqual(assigned)
    expect(assignModelGroups(customers, { ...design, salt: 'autumn' }).assigned).not.toEqual(assigned)
    const few = assignModelGroups(customers.map((each, at) => ({ ...each, expert: at < 40 })), design)
    expect(few.size).toBeLessThan(40)
    expect(count(few.assigned, 'model', 'treated') + count(few.assigned, 'model', 'control')).toBe(few.size)
    const lowest = assignModelGroups(customers, { ...design, lowest: true }).assigned
    expect(Math.max(...lowest.flatMap((each, at) => (each.group === 'model' && each.arm !== 'rest' ? [customers[at]!.score] : [])))).toBeLessThan(0.25)
    expect(assignModelGroups([], design)).toEqual({ size: 0, assigned: [] })
  })

  it('MDL-30: reads what the model adds to the expert; without hold-outs by the treated alone', () => {
    const cell = (group: 'model' | 'expert', arm: 'treated' | 'control' | 'rest', n: number, outcomes: number) => ({ group, arm, customers: n, outcomes })
    const read = readModelGroups([cell('model', 'treated', 160, 32), cell('model', 'control', 40, 4), cell('expert', 'treated', 160, 24), cell('expert', 'control', 40, 4), cell('model', 'rest', 800, 40), cell('expert', 'rest', 800, 40)])
    expect(read.method).toBe('difference-of-lifts')
    expect([read.model!.diff, read.expert!.diff, read.lift.diff].map((value) => Number(value.toFixed(10)))).toEqual([0.1, 0.05, 0.05])
    expect(read.lift.ciLow!).toBeLessThan(0)
    expect(read.whole.diff).toBeCloseTo(76 / 1000 - 68 / 1000, 12)
    const plain = readModelGroups([cell('model', 'treated', 200, 40), cell('expert', 'treated', 200, 20), cell('model', 'control', 0, 0), cell('expert', 'control', 0, 0)])
    expect(plain).toMatchObject({ method: 'treated-only', model: null, expert: null })
    expect(plain.lift.diff).toBeCloseTo(0.1, 12)
    expect(plain.cells[2]!.rate).toBeNull()
  })
})
