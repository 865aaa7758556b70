import { expect, it } from 'vitest'
import { managerCounts } from './manager-counts.js'

const row = (manager: string, orgPath: string, customers: number, members: number) => ({ manager, orgPath, customers, members })

it('SEG-28, SEG-5: a small count of a manager takes the next smallest of the org with it', () => {
  const found = managerCounts([row('A', '/1/', 100, 40), row('B', '/1/', 100, 30), row('C', '/1/', 100, 3), row('D', '/2/', 100, 50), row('E', '/2/', 4, 0)], 5)
  expect(found.map(({ manager, customers, members }) => [manager, customers, members])).toEqual([['A', 100, 40], ['B', 100, null], ['C', 100, null], ['D', 100, null], ['E', null, null]])
})

it('SEG-28: nothing is hidden without a smallest cell', () => {
  expect(managerCounts([row('A', '/1/', 3, 1)], 0)).toEqual([row('A', '/1/', 3, 1)])
})
