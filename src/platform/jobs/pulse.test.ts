import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLog } from '#platform/log'
import { createPulses } from './pulse.js'

const log = createLog({ level: 'silent' })
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('beats at once and then every so often, not before it begins and not after it ends', async () => {
  const pulses = createPulses(log)
  let beats = 0
  pulses.add({ name: 'a', seconds: 10, work: async () => void (beats += 1) })
  await vi.advanceTimersByTimeAsync(30_000)
  expect(beats).toBe(0)
  pulses.begin()
  await vi.advanceTimersByTimeAsync(25_000)
  expect(beats).toBe(3)
  await pulses.end()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(beats).toBe(3)
})

it('never overlaps itself, outlives a fault, and its end waits for what runs', async () => {
  const pulses = createPulses(log)
  const running: (() => void)[] = []
  let faults = 0
  pulses.add({ name: 'slow', seconds: 1, work: () => new Promise((resolve) => running.push(resolve)) })
  pulses.add({ name: 'broken', seconds: 1, work: () => Promise.reject(new Error(`fault ${(faults += 1)}`)) })
  pulses.begin()
  await vi.advanceTimersByTimeAsync(3500)
  expect([running.length, faults]).toEqual([1, 4])
  running[0]?.()
  await vi.advanceTimersByTimeAsync(1000)
  expect(running).toHaveLength(2)
  let ended = false
  const end = pulses.end().then(() => (ended = true))
  await vi.advanceTimersByTimeAsync(5000)
  expect(ended).toBe(false)
  running[1]?.()
  await end
  expect(running).toHaveLength(2)
})
