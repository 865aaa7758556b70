import { expect, it } from 'vitest'
import type { Context } from '#platform/context'
import { createGroupWriter, type Part } from './group-writer.js'

const context = { clock: { now: () => new Date(1_000_000) }, log: { error: () => undefined } } as unknown as Context
const part = (id: string): Part<string> => ({ entries: [id], rejects: [], lines: Buffer.alloc(0), ids: [], forgotten: 0 })
const idsOf = (parts: readonly Part<string>[]) => parts.flatMap(({ entries }) => entries)

it('EVT-3: no part waits for ever: not one that comes in the very breath the last commit ends', async () => {
  const stored: string[] = []
  const writer = createGroupWriter<string>(context, () => 1, 0, async (parts) => void stored.push(...idsOf(parts)))
  for (let round = 0; round < 50; round += 1) await writer.write(part(String(round))).then(() => writer.write(part(`after-${round}`)))
  await writer.drain()
  expect(stored).toHaveLength(100)
})

it('EVT-3: what arrives while one commit runs is one commit; numbers grow, and go on from what is stored', async () => {
  const groups: string[][] = []
  const commits: number[] = []
  const writer = createGroupWriter<string>(context, () => 1, 2_000_000_000, async (parts, commit) => {
    groups.push(idsOf(parts))
    commits.push(commit)
  })
  await Promise.all(['a', 'b', 'c'].map((id) => writer.write(part(id))))
  await writer.write(part('d'))
  expect(groups).toEqual([['a', 'b', 'c'], ['d']])
  expect(commits).toEqual([2_000_000_001, 2_000_000_002])
})

it('EVT-3: many waiting events are stored at once; few wait for the rest of the interval', async () => {
  const groups: number[] = []
  const hour = 3_600_000
  let every = 1
  const writer = createGroupWriter<string>(context, () => every, 0, async (parts) => void groups.push(idsOf(parts).length))
  await writer.write(part('first'))
  every = hour
  const few = writer.write(part('few'))
  const many = writer.write({ ...part('many'), entries: Array.from({ length: 1499 }, (_, at) => String(at)) })
  await Promise.all([few, many])
  expect(groups).toEqual([1, 1500])
})

it('EVT-6: a request that cannot be stored fails alone, after the others were looked up and stored without it', async () => {
  const stored: string[] = []
  const rechecked: string[] = []
  const writer = createGroupWriter<string>(context, () => 1, 0, async (parts, _commit, recheck) => {
    const ids = idsOf(parts)
    if (ids.includes('poison')) throw new Error('refused')
    if (recheck) rechecked.push(...ids)
    stored.push(...ids)
  })
  const answers = await Promise.allSettled(['a', 'poison', 'b'].map((id) => writer.write(part(id))))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect([stored, rechecked]).toEqual([['a', 'b'], ['a', 'b']])
})
