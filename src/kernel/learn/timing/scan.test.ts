import { describe, expect, it } from 'vitest'
import { scanClocks, type ScanClock } from '#kernel/learn'

const OPTIONS = { falseDiscovery: 0.05, seed: 3, level: 0.95 }
const clock = (key: string, events: readonly number[], circular = false): ScanClock => ({
  key,
  circular,
  longest: Math.floor(events.length / 3),
  cells: events.map((n, at) => ({ at, events: n, expected: 2 })),
})

describe('windows of a clock', () => {
  it('are found with their ratio over the days outside', () => {
    const found = scanClocks({}, [clock('x', [10, 10, 10, 10, 30, 30, 10, 10, 10, 10, 10, 10])], OPTIONS)
    expect(found[0]).toMatchObject({ clock: 'x', from: 4, to: 5, events: 60, kept: true })
    expect(found[0]!.expected).toBeCloseTo(20, 9)
    expect(found[0]!.ratio).toBeCloseTo(3, 9)
    // exp(1.96 sqrt(1/60 + 1/100)) = 1.3773.
    expect(found[0]!.low).toBeCloseTo(3 / 1.3773, 3)
    expect(found[0]!.high).toBeCloseTo(3 * 1.3773, 3)
    expect(found.slice(1).every(({ kept }) => !kept)).toBe(true)
  })

  it('go round the end of a clock that goes round, and only there', () => {
    const events = [40, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 40]
    expect(scanClocks({}, [clock('year', events, true)], OPTIONS)[0]).toMatchObject({ from: 11, to: 0, events: 80, kept: true })
    expect(scanClocks({}, [clock('days', events)], OPTIONS).filter(({ kept }) => kept).map(({ from, to }) => [from, to]).sort()).toEqual([[0, 0], [11, 11]])
  })

  it('are as short as the data tell: a cell beside that adds nothing is left out', () => {
    expect(scanClocks({}, [clock('x', [20, 20, 20, 21, 60, 60, 22, 20, 20, 20, 20, 20])], OPTIONS)[0]).toMatchObject({ from: 4, to: 5 })
  })

  it('two windows of one clock are both found, each against the days in neither', () => {
    const found = scanClocks({}, [clock('x', [10, 40, 10, 10, 10, 10, 10, 40, 10, 10, 10, 10])], OPTIONS).filter(({ kept }) => kept)
    expect(found.map(({ from }) => from).sort()).toEqual([1, 7])
    for (const { ratio } of found) expect(ratio).toBeCloseTo(4, 9)
  })

  it('hold the false discovery rate: of a hundred sets of clocks without any, few show one', () => {
    let random = 12345
    const next = () => {
      random = (random * 48_271) % 2_147_483_647
      return random / 2_147_483_647
    }
    let wrong = 0
    for (let round = 0; round < 40; round += 1) {
      const noise = () => {
        const events = Array.from({ length: 24 }, () => 0)
        for (let event = 0; event < 150; event += 1) events[Math.floor(next() * 24)]! += 1
        return events
      }
      if (scanClocks({}, [clock('a', noise()), clock('b', noise(), true)], { ...OPTIONS, seed: round + 1 }).some(({ kept }) => kept)) wrong += 1
    }
    // 2 of 40 on average; 7 or more in one of two hundred such tests.
    expect(wrong).toBeLessThan(7)
  })

  it('are the same for a seed, and none without events', () => {
    const clocks = [clock('x', [10, 12, 9, 22, 8, 11, 10, 13, 9])]
    expect(scanClocks({}, clocks, OPTIONS)).toEqual(scanClocks({}, clocks, OPTIONS))
    expect(scanClocks({}, [clock('x', [0, 0, 0, 0])], OPTIONS)).toEqual([])
  })
})
