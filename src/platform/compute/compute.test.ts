import { afterAll, describe, expect, it } from 'vitest'
import { createCompute } from './index.js'

describe('compute', () => {
  const compute = createCompute({ size: 2 })
  afterAll(() => compute.close())

  it('runs exported functions of kernel doors in parallel', async () => {
    const keys = ['a:1', 'a:2', 'b:1', 'b:2']
    const hashes = await Promise.all(
      keys.map((key) => compute.run<number>({ module: '#kernel/id', name: 'murmurHash3_32', args: [key] })),
    )
    const { murmurHash3_32 } = await import('#kernel/id')
    expect(hashes).toEqual(keys.map((key) => murmurHash3_32(key)))
  })

  it('carries catalogue errors across', async () => {
    const task = { module: '#kernel/error', name: 'fail', args: ['NOT_FOUND', { what: 'x' }, 'rule.all[2]'] }
    await expect(compute.run(task)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      params: { what: 'x' },
      path: 'rule.all[2]',
    })
  })

  it('reports faults and goes on', async () => {
    const fault = compute.run({ module: '#kernel/error', name: 'noSuchFunction', args: [] })
    await expect(fault).rejects.toMatchObject({ code: 'COMPUTE_FAILED' })
    await expect(
      compute.run({ module: '#kernel/error', name: 'messageOf', args: ['CANCELLED'] }),
    ).resolves.toMatchObject({ zh: '已取消。' })
  })

  it('takes kernel doors only', async () => {
    await expect(
      compute.run({ module: 'node:child_process', name: 'execSync', args: ['true'] }),
    ).rejects.toThrow('not a kernel door')
  })

  it('refuses what cannot be cloned', async () => {
    const task = { module: '#kernel/error', name: 'messageOf', args: [() => 1] }
    await expect(compute.run(task)).rejects.toMatchObject({ code: 'COMPUTE_FAILED' })
  })

  it('stops a computation that is under way, and one that waits', async () => {
    const small = createCompute({ size: 1 })
    const controller = new AbortController()
    // Atomics.wait through no kernel function is possible, so a long text keeps the thread busy.
    const long = small.run(
      { module: '#kernel/id', name: 'murmurHash3_32', args: ['x'.repeat(50_000_000)] },
      controller.signal,
    )
    const waits = small.run({ module: '#kernel/id', name: 'murmurHash3_32', args: ['y'] }, controller.signal)
    controller.abort()
    await expect(long).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(waits).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(
      small.run({ module: '#kernel/id', name: 'murmurHash3_32', args: ['z'] }),
    ).resolves.toBeTypeOf('number')
    await small.close()
    await expect(
      small.run({ module: '#kernel/id', name: 'murmurHash3_32', args: ['z'] }),
    ).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
