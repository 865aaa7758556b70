import { expect, it } from 'vitest'
import type { CustomerStanding } from '#customers/contract'
import { faceOfTag, isFaint } from './tag-faces.js'
import { ranksOf, rareOf } from './standing-rows.js'

const item = (zh: string, more: Partial<CustomerStanding['items'][number]>): CustomerStanding['items'][number] => ({ key: zh, name: { zh }, face: 'static', rank: null, value: null, share: null, ...more })

it('ranks furthest from the middle come first, and what is shared with few', () => {
  const items = [item('a', { rank: 0.6 }), item('b', { rank: 0.05 }), item('c', { value: { zh: '是', en: 'Yes' }, share: 0.1 }), item('d', { value: { zh: '高', en: 'High' }, share: 0.5 }), item('e', { value: { zh: '低', en: 'Low' } })]
  expect(ranksOf({ items }).map(({ name }) => name.zh)).toEqual(['b', 'a'])
  expect(rareOf({ items }).map(({ name, isYes, rarity }) => [name.zh, isYes, rarity])).toEqual([['c', true, 10], ['d', false, 2]])
})

it('a guess is faint and no psychology; so are stale tags and those of grade D', () => {
  expect(faceOfTag({ face: 'psychological', unsure: true })).toBe('consumption')
  expect(faceOfTag({ face: 'psychological', unsure: false })).toBe('psychological')
  const tag = { stale: false, grade: 'A', unsure: false }
  expect([isFaint(tag), isFaint({ ...tag, stale: true }), isFaint({ ...tag, grade: 'D' }), isFaint({ ...tag, unsure: true })]).toEqual([false, true, true, true])
})
