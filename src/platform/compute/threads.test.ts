import { afterAll, describe, expect, it } from 'vitest'
import { createArena, singleMachine } from '#kernel/learn'
import { kernelBytes, threadedMachine } from './index.js'

describe('machines', () => {
  const threaded = [threadedMachine(kernelBytes(), 2), threadedMachine(kernelBytes(), 4)]
  const machines = [singleMachine(kernelBytes()), ...threaded]
  afterAll(() => Promise.all(threaded.map((machine) => machine.close())))

  it('every part of every run is done once, whatever the number of threads', () => {
    for (const machine of machines) {
      const arena = createArena(machine)
      const out = arena.f64(100)
      for (let round = 1; round <= 300; round += 1) {
        const parts = 1 + (round % 100)
        out.fill(-1)
        machine.run('probe', parts, out.byteOffset, round)
        expect([...out]).toEqual(Array.from({ length: 100 }, (_, part) => (part < parts ? part * round : -1)))
      }
    }
  })

  it('arrays lie apart, begin at 64 bytes, hold zeros, and share their memory with the next after free', () => {
    const arena = createArena(machines[1]!)
    const [first, second] = [arena.u8(3), arena.f32(1_000_000)]
    expect(second.byteOffset % 64).toBe(0)
    expect(second.byteOffset).toBeGreaterThanOrEqual(first.byteOffset + 3)
    second.fill(7)
    arena.free()
    expect(arena.u8(3).byteOffset).toBe(first.byteOffset)
    expect(arena.f32(1_000_000).every((value) => value === 0)).toBe(true)
    expect(() => arena.f64(600_000_000)).toThrow('LEARN_TOO_LARGE')
  })

  it('a kernel that is not there is named', () => {
    expect(() => machines[0]!.call('nothing')).toThrow('LEARN_MODEL_UNREADABLE')
    expect(() => machines[1]!.run('nothing', 1)).toThrow('LEARN_MODEL_UNREADABLE')
  })
})
