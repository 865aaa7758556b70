import { describe, expect, it } from 'vitest'
import type { BoolNode } from '#kernel/rule'
import { edited, openRule, type EditorState } from './edit.js'
import { grow, pathsOf, toRule, toTree } from './tree.js'

const is = (tag: string): BoolNode => ({ kind: 'compare', left: { kind: 'tag', tag }, op: 'is', value: true })
const strange = { kind: 'fromTheFuture', deep: [1, { a: null }] } as unknown as BoolNode

const documents: readonly BoolNode[] = [
  { kind: 'always' },
  is('a'),
  { kind: 'not', not: is('a') },
  { kind: 'not', not: { kind: 'any', any: [is('a'), is('b')] } },
  { kind: 'not', not: { kind: 'any', any: [is('a')] } },
  { kind: 'not', not: { kind: 'all', all: [is('a'), is('b')] } },
  { kind: 'not', not: { kind: 'not', not: is('a') } },
  { kind: 'all', all: [is('a')] },
  { kind: 'all', all: [is('a'), { kind: 'always' }, { kind: 'any', any: [is('b'), strange] }] },
  { kind: 'atLeast', k: 2, atLeast: [is('a'), is('b'), { kind: 'sample', share: 0.1, salt: 's' }] },
  { kind: 'all', all: [{ kind: 'inSegment', segment: 's', version: 'latest' }, { kind: 'inList', list: 'l' }] },
  strange,
]

describe('document and tree', () => {
  it.each(documents.map((rule) => [JSON.stringify(rule), rule] as const))('keeps %s', (_, rule) => {
    expect(toRule(toTree(rule).node)).toEqual(rule)
    expect(toRule(grow(rule, 1).node)).toEqual(rule)
  })

  it('gives every node the path of the document', () => {
    const { node } = toTree({ kind: 'all', all: [is('a'), { kind: 'not', not: { kind: 'any', any: [is('b'), is('c')] } }, { kind: 'not', not: is('d') }] })
    expect([...pathsOf(node).values()]).toEqual([
      'rule',
      'rule.all[0]',
      'rule.all[1]',
      'rule.all[1].not.any[0]',
      'rule.all[1].not.any[1]',
      'rule.all[2]',
      'rule.all[2].not',
    ])
    expect([...pathsOf(toTree(is('a')).node).values()]).toEqual(['rule', 'rule'])
  })
})

const tagsOf = (state: EditorState) => JSON.stringify(toRule(state.root)).match(/"tag":"(\w)"/g)?.map((text) => text.at(-2)).join('')

describe('edits', () => {
  const start = openRule({ kind: 'all', all: [is('a'), { kind: 'any', any: [is('b'), is('c')] }, is('d')] })
  const idOf = (tag: string) => {
    const paths = pathsOf(start.root)
    const place = { a: 'rule.all[0]', b: 'rule.all[1].any[0]', c: 'rule.all[1].any[1]', d: 'rule.all[2]' }[tag]
    return [...paths].find(([, path]) => path === place)?.[0] ?? ''
  }

  it('a first condition needs no group, a second makes one', () => {
    const one = edited(openRule({ kind: 'always' }), { do: 'add', parent: 'n1', node: is('a') })
    expect(toRule(one.root)).toEqual(is('a'))
    const two = edited(one, { do: 'add', parent: 'n1', node: is('b') })
    expect(toRule(two.root)).toEqual({ kind: 'all', all: [is('a'), is('b')] })
  })

  it('steps into a group, through it and out again', () => {
    let state = start
    const orders = [1, 1, 1, 1].map(() => {
      state = edited(state, { do: 'step', id: idOf('a'), by: 1 })
      return tagsOf(state)
    })
    expect(orders).toEqual(['abcd', 'bacd', 'bcad', 'bcad'])
    expect(toRule(edited(start, { do: 'step', id: idOf('a'), by: 1 }).root)).toMatchObject({ all: [{ any: [is('a'), is('b'), is('c')] }, is('d')] })
  })

  it('never moves a group into itself', () => {
    const group = [...pathsOf(start.root)].find(([, path]) => path === 'rule.all[1]')?.[0] ?? ''
    expect(edited(start, { do: 'move', id: group, parent: group, at: 0 })).toBe(start)
  })

  it('moves before and after within one group', () => {
    expect(tagsOf(edited(start, { do: 'move', id: idOf('a'), parent: start.root.id, at: 3 }))).toBe('bcda')
    expect(tagsOf(edited(start, { do: 'move', id: idOf('d'), parent: start.root.id, at: 0 }))).toBe('dabc')
  })

  it('undoes and redoes; typing in one condition is one step', () => {
    const typed = ['x', 'y', 'z'].reduce((state, tag) => edited(state, { do: 'replace', id: idOf('a'), node: is(tag) }), start)
    expect(tagsOf(typed)).toBe('zbcd')
    const undone = edited(typed, { do: 'undo' })
    expect(undone.root).toBe(start.root)
    expect(tagsOf(edited(undone, { do: 'redo' }))).toBe('zbcd')
    expect(edited(start, { do: 'undo' })).toBe(start)
  })

  it('duplicates beside the original with new ids', () => {
    const twice = edited(start, { do: 'duplicate', id: idOf('b') })
    expect(tagsOf(twice)).toBe('abbcd')
    expect(new Set(pathsOf(twice.root).keys()).size).toBe(pathsOf(start.root).size + 1)
  })

  it('at least k starts one below all', () => {
    expect(toRule(edited(start, { do: 'mode', id: start.root.id, mode: 'atLeast' }).root)).toMatchObject({ kind: 'atLeast', k: 2 })
  })
})
