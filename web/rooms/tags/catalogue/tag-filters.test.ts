import { expect, it } from 'vitest'
import type { TagListItem } from '#tags/contract'
import { csvOf, fitsFilters, ownersOf } from './tag-filters.js'

const tag: TagListItem = { key: 'aum', name: { zh: '资产' }, facet: 'value', layer: 'basic', classification: 'C2', type: null, sentence: { zh: '', en: '' }, version: 1, hasDraft: false, revision: 1, owner: 'li', method: 'fact', refresh: 'daily', purposes: [], stale: true, coverage: null, asOf: null, users: 2, grade: 'D', updatedAt: '' }
const fits = (query: string, row: TagListItem = tag) => fitsFilters(row, new URLSearchParams(query))

it('every filter of the address is met', () => {
  expect(['owner=li', 'class=C2', 'stale=stale', 'grade=D', 'facet=value&layer=basic', 'state=published', ''].map((query) => fits(query))).toEqual(Array(7).fill(true))
  expect(['owner=-', 'class=C1', 'stale=fresh', 'grade=none', 'facet=value&layer=intent', 'state=draft'].map((query) => fits(query))).toEqual(Array(6).fill(false))
  expect([fits('owner=-', { ...tag, owner: null }), fits('grade=none', { ...tag, grade: null })]).toEqual([true, true])
  expect(ownersOf([tag, { ...tag, owner: null }, { ...tag, owner: 'bo' }])).toEqual(['bo', 'li'])
})

it('a file of cells keeps commas, quotes and formulas as text', () => {
  expect(csvOf([['a,b', 'say "x"', '=1+1', 3]])).toBe('\uFEFF"a,b","say ""x""",\'=1+1,3\r\n')
})
