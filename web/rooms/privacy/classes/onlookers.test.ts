import { describe, expect, it } from 'vitest'
import { maskedExample } from './onlookers.js'

const words = { name: 'A B', address: 'Somewhere 1' }

describe('maskedExample', () => {
  it('masks an identifier column by its kind', () => {
    const example = maskedExample('mobile', words)
    expect(example?.clear).toBe('15400001234')
    expect(example?.masked).not.toBe(example?.clear)
    expect(example?.masked.endsWith('1234')).toBe(true)
  })

  it('has none for a column that is no identifier', () => {
    expect(maskedExample('balance', words)).toBeNull()
  })
})
