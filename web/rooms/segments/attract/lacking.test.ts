import { expect, it } from 'vitest'
import { lackedBy, lackedByAll } from './lacking.js'

const item = (size: number | null, growth: number | null, value: number | null) => ({ ranks: { size, growth, value, reach: 50, uplift: null } })

it('SEG-33: what all segments lack is said once, in a row only what that one lacks more', () => {
  const items = [item(25, null, 75), item(75, null, null), item(50, null, 25)]
  const byAll = lackedByAll(items)
  expect(byAll).toEqual(['growth', 'uplift'])
  expect(items.map((each) => lackedBy(each, byAll))).toEqual([[], ['value'], []])
})

it('SEG-33: nothing is lacked by all of none, and what one has is lacked by the others', () => {
  expect(lackedByAll([])).toEqual([])
  const items = [item(25, 10, 75), item(75, null, 25)]
  const byAll = lackedByAll(items)
  expect(byAll).toEqual(['uplift'])
  expect(items.map((each) => lackedBy(each, byAll))).toEqual([[], ['growth']])
})
