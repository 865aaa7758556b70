import { describe, expect, it } from 'vitest'
import { categories, matrixOf, numbers } from '../data/matrix.js'
import { createRandom } from '../data/random.js'
import type { SubgroupOptions } from './contract.js'
import { discoverSubgroups } from './discover.js'

const options: SubgroupOptions = { depth: 2, beam: 10, bins: 4, leastShare: 0.02, top: 5, seed: 3, side: 'high' }
const ROWS = 4000

/** A rate of 10 %, of 60 % for those of town B above 75; `noise` tells nothing. */
function planted(lift: number) {
  const random = createRandom(11)
  const draw = () => Array.from({ length: ROWS }, () => random.next())
  const [age, noise, luck] = [draw().map((value) => Math.floor(100 * value)), draw(), draw()]
  const town = draw().map((value) => (value < 0.5 ? 'A' : 'B'))
  const label = luck.map((value, row) => (value < (town[row] === 'B' && (age[row] ?? 0) >= 75 ? lift : 0.1) ? 1 : 0))
  return { matrix: matrixOf([numbers('age', age), numbers('noise', noise), categories('town', town)]), label }
}

describe('subgroups', () => {
  it('finds who was planted, and the half it was not found on agrees', () => {
    const { matrix, label } = planted(0.6)
    const { subgroups, rows, tried } = discoverSubgroups(matrix, label, options)
    const [best] = subgroups
    expect(best?.conditions.map(({ feature }) => feature).sort()).toEqual(['age', 'town'])
    expect(best?.conditions.find(({ kind }) => kind === 'category')).toMatchObject({ level: 'B' })
    expect(best?.holds).toBe(true)
    expect(best?.held.rate).toBeGreaterThan(0.5)
    expect(best?.held.restRate).toBeLessThan(0.15)
    expect(rows).toBe(ROWS)
    // 3 cuts × 2 sides × 2 numbers + 2 towns, then pairs of other columns.
    expect(tried).toBeGreaterThan(14)
  })

  it('is the same again', () => {
    const { matrix, label } = planted(0.6)
    expect(discoverSubgroups(matrix, label, options)).toEqual(discoverSubgroups(matrix, label, options))
  })

  it('says of nothing that it holds where there is nothing', () => {
    const { matrix, label } = planted(0.1)
    expect(discoverSubgroups(matrix, label, { ...options, side: 'both' }).subgroups.filter(({ holds }) => holds)).toEqual([])
  })

  it('quality and rates are by hand', () => {
    // Half the rows are x and all of them hit: rate ½, share ½, quality ½ × ½ on whatever half is seen.
    const level = Array.from({ length: 400 }, (_, row) => (row % 2 === 0 ? 'x' : 'y'))
    const { subgroups } = discoverSubgroups(matrixOf([categories('level', level)]), level.map((each) => (each === 'x' ? 1 : 0)), { ...options, depth: 1 })
    const share = (subgroups[0]?.found.size ?? 0) / 200
    expect(subgroups[0]).toMatchObject({ conditions: [{ feature: 'level', level: 'x' }], found: { rate: 1 }, held: { rate: 1, restRate: 0, lift: null }, holds: true })
    expect(subgroups[0]?.quality).toBeCloseTo(share * (1 - share), 12)
  })

  it('refuses labels of another length and too few rows', () => {
    const { matrix } = planted(0.6)
    expect(() => discoverSubgroups(matrix, [1], options)).toThrow('LEARN_ROWS_DIFFER')
    expect(() => discoverSubgroups(matrixOf([numbers('a', [1, 2])]), [0, 1], options)).toThrow('LEARN_PARAM')
  })
})
