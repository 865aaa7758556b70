import { expect, it } from 'vitest'
import { selfTest } from '../../demo/self-test/self-test.js'

it('a bank of 5,000 customers has its marginals, seasons, planted truths, integrity, and the same bytes twice', { timeout: 120_000 }, async () => {
  const lines: string[] = []
  const passed = await selfTest({ customers: 5000, seed: 7, say: (text) => lines.push(text) })
  expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([])
  expect(passed).toBe(true)
  expect(lines.filter((line) => line.startsWith('PASS')).length).toBeGreaterThan(170)
})
