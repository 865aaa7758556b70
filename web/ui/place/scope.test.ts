import { describe, expect, it } from 'vitest'
import { keepScope } from './scope.js'

describe('keepScope', () => {
  const here = new URLSearchParams('org=BR01&asOf=2025-03-31&q=abc')

  it('carries org and business date, and nothing else, to the next page', () => {
    expect(keepScope('/customers/tags', here)).toBe('/customers/tags?org=BR01&asOf=2025-03-31')
  })

  it('lets the path name its own scope and keeps query and hash', () => {
    expect(keepScope('/x?org=HO&tab=rows#top', here)).toBe('/x?org=HO&tab=rows&asOf=2025-03-31#top')
  })
})
