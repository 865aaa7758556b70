import { expect, it } from 'vitest'
import { writeShape } from './write-shape.js'

it('writes a tensor in one line, open sizes as n', () => {
  expect(writeShape({ name: 'X', type: 'float32', shape: [null, 12] })).toBe('X: float32 [n × 12]')
  expect(writeShape({ name: 'y', type: 'int64', shape: [] })).toBe('y: int64 []')
})
