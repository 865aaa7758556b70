import { expect, it } from 'vitest'
import { linesOf, textOf } from './read-text.js'

const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer

it('reads UTF-8, then GB18030', () => {
  expect(textOf(new TextEncoder().encode('客户号').buffer)).toBe('客户号')
  expect(textOf(bytes(0xbf, 0xcd, 0xbb, 0xa7))).toBe('客户')
  expect(textOf(bytes(0xff, 0xff))).toBeNull()
})

it('counts lines that are not empty', () => {
  expect(linesOf('a\r\nb\n\n c\n')).toBe(3)
})
