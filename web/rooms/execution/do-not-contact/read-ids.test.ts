import { expect, it } from 'vitest'
import { readIds } from './read-ids.js'

it('reads the first column once each, without heading, quotes or blank lines', () => {
  expect(readIds('\uFEFFcust_id,name\r\n"C1",x\r\nC2\r\n\r\nC1\n')).toEqual({ ids: ['C1', 'C2'], repeated: 1, tooLong: 0 })
  expect(readIds('客户号\n7').ids).toEqual(['7'])
  expect(readIds('x'.repeat(101)).tooLong).toBe(1)
})
