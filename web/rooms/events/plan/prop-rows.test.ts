import { expect, it } from 'vitest'
import { freshProp, isRepeated, propsOf, rowsOf, withSeen, withType } from './prop-rows.js'

const amount = { type: 'number', required: true } as const

it('rows become properties and back, nameless and repeated ones left out', () => {
  const rows = [...rowsOf({ amount }), { name: '', prop: freshProp }, { name: 'amount', prop: freshProp }]
  expect(propsOf(rows)).toEqual({ amount })
  expect(rows.map((_, at) => isRepeated(rows, at))).toEqual([false, false, true])
  expect(rowsOf(undefined)).toEqual([])
})

it('adds what was seen and leaves what is declared as it is', () => {
  expect(propsOf(withSeen(rowsOf({ amount }), { amount: freshProp, note: freshProp }))).toEqual({ amount, note: freshProp })
})

it('only text keeps a list of values', () => {
  const way = { type: 'text', required: false, values: ['a'] } as const
  expect(withType({ ...way, values: ['a'] }, 'int')).toEqual({ type: 'int', required: false })
  expect(withType({ ...way, values: ['a'] }, 'text')).toEqual(way)
})
