import { expect, it } from 'vitest'
import { toCsv } from './download.js'

it('writes RFC 4180 with a byte order mark and defuses formulas', () => {
  const csv = toCsv(
    ['a', 'b'],
    [
      ['=1+1', -2],
      ['say "hi", you', null],
    ],
  )
  expect(csv).toBe('\uFEFFa,b\r\n\'=1+1,-2\r\n"say ""hi"", you",\r\n')
})
