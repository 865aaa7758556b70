import { expect, it } from 'vitest'
import { placeMistakes, stepsOf } from './mistakes.js'
import { pathsOf, toTree } from './tree.js'

it('reads the paths of definitions, previews and zod alike', () => {
  for (const path of ['rule.all[2].value', 'rule.rule.all[2].value', 'body.rule.rule.all.2.value']) {
    expect(stepsOf(path)).toEqual(['all', '2', 'value'])
  }
  expect(stepsOf('rule')).toEqual([])
})

it('puts a mistake beside the deepest node it lies under', () => {
  const sample = { kind: 'sample', share: 2, salt: 's' } as const
  const { node } = toTree({ kind: 'all', all: [sample, { kind: 'not', not: { kind: 'any', any: [sample, sample] } }] })
  const paths = pathsOf(node)
  const placed = placeMistakes(
    [
      { path: 'rule.rule.all[1].not.any[1].share', text: 'deep' },
      { path: 'rule.rule.all.0.share', text: 'first' },
      { path: 'rule.v', text: 'whole' },
    ],
    paths,
  )
  const byPath = Object.fromEntries([...placed].map(([id, texts]) => [paths.get(id), texts]))
  expect(byPath).toEqual({ 'rule.all[1].not.any[1]': ['deep'], 'rule.all[0]': ['first'], rule: ['whole'] })
})
