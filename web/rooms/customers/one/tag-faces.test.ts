import { describe, expect, it } from 'vitest'
import { faceOf, isSaid } from './tag-faces.js'

describe('faces of a customer', () => {
  it('a tag belongs to the face of its facet, values to the psychological one', () => {
    expect(faceOf({ key: 'age-band', facet: 'attribute' })).toBe('static')
    expect(faceOf({ key: 'values-type', facet: 'interest' })).toBe('psychological')
    expect(faceOf({ key: 'aum-tier', facet: 'value' })).toBe('consumption')
    expect(faceOf({ key: 'touches-30d', facet: 'marketing' })).toBe('dynamic')
  })

  it('a tag without a value, or one that is not so, says nothing', () => {
    expect(isSaid({ value: null, amount: null })).toBe(false)
    expect(isSaid({ value: false, amount: null })).toBe(false)
    expect(isSaid({ value: [], amount: null })).toBe(false)
    expect(isSaid({ value: 0, amount: null })).toBe(true)
  })
})
