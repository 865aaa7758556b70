import { expect, it } from 'vitest'
import { partsOf } from './value-rule.js'

const type = (name: string) => ({ type: name })
const label = { zh: 'x', en: 'x' }
const categories = (...codes: readonly string[]) => ({ kind: 'categories' as const, bins: [], categories: codes.map((code, at) => ({ code, label, count: at + 1 })) })

it('each value is a condition, the largest first as it is drawn; who has none is asked so', () => {
  const parts = partsOf('tier', categories('', 'T1'), type('enum'))
  expect(parts.map(({ rule }) => rule)).toEqual([
    { kind: 'compare', left: { kind: 'tag', tag: 'tier' }, op: '=', value: 'T1' },
    { kind: 'compare', left: { kind: 'tag', tag: 'tier' }, op: 'isMissing' },
  ])
  expect(parts.map(({ value }) => value)).toEqual(['T1', null])
})

it('yes and no, sets and numbers are asked in their own way', () => {
  const asked = (name: string, code: string) => partsOf('x', categories(code), type(name))[0]?.rule
  expect(asked('bool', 'false')).toMatchObject({ op: 'is', value: false })
  expect(asked('set', 'SMS')).toMatchObject({ op: 'hasAny', value: ['SMS'] })
  expect(asked('int', '3')).toMatchObject({ op: '=', value: 3 })
})

it('ranges leave no gap, and the last holds its end', () => {
  const bins = [{ from: 0, to: 1.5, count: 2 }, { from: 1.5, to: 3, count: 1 }]
  const rules = partsOf('n', { kind: 'numbers', categories: [], bins }, type('int')).map(({ rule }) => rule)
  expect(rules).toMatchObject([{ all: [{ op: '>=', value: 0 }, { op: '<', value: 2 }] }, { all: [{ op: '>=', value: 2 }, { op: '<=', value: 3 }] }])
})
