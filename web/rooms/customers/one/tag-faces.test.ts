import { describe, expect, it } from 'vitest'
import { isSaid } from './tag-faces.js'

describe('faces of a customer', () => {
  it('a tag without a value, or one that is not so, says nothing', () => {
    expect(isSaid({ value: null, amount: null })).toBe(false)
    expect(isSaid({ value: false, amount: null })).toBe(false)
    expect(isSaid({ value: [], amount: null })).toBe(false)
    expect(isSaid({ value: 0, amount: null })).toBe(true)
  })
})
