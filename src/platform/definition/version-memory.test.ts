import { expect, it } from 'vitest'
import { createVersionMemory } from './version-memory.js'

/** A version whose body is so many characters as JSON: `"…"`. */
const version = (key: string, number: number, characters: number) => ({ kind: 'tag', key, version: number, name: { zh: key }, body: 'x'.repeat(characters - 2), published_at: '', published_by: '', note: '' })

it('keeps what was used last and stays within its bound', () => {
  const memory = createVersionMemory(100)
  memory.keep(version('a', 1, 40))
  memory.keep(version('b', 1, 40))
  expect(memory.find('tag', 'a', 1)?.key).toBe('a')
  memory.keep(version('c', 1, 40))
  expect(memory.size).toBe(80)
  expect(memory.find('tag', 'b', 1)).toBeUndefined()
  expect([memory.find('tag', 'a', 1)?.key, memory.find('tag', 'c', 1)?.key]).toEqual(['a', 'c'])
  expect(memory.find('tag', 'a', 2)).toBeUndefined()
  expect(memory.find('segment', 'a', 1)).toBeUndefined()
})

it('counts a version once however often it is kept, and passes over one larger than all of it', () => {
  const memory = createVersionMemory(100)
  memory.keep(version('a', 1, 60))
  memory.keep(version('a', 1, 60))
  expect(memory.size).toBe(60)
  memory.keep(version('b', 1, 101))
  expect([memory.size, memory.find('tag', 'b', 1), memory.find('tag', 'a', 1)?.key]).toEqual([60, undefined, 'a'])
})

it('stays within its bound over ten thousand versions', () => {
  const memory = createVersionMemory(5_000)
  for (let number = 1; number <= 10_000; number += 1) {
    memory.keep(version('a', number, 100))
    expect(memory.size).toBeLessThanOrEqual(5_000)
  }
  expect([memory.find('tag', 'a', 9_951)?.version, memory.find('tag', 'a', 9_950)]).toEqual([9_951, undefined])
})
