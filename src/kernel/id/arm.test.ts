import { renderSql, sql } from '#kernel/sql'
import { describe, expect, it } from 'vitest'
import { armSql } from './arm-sql.js'
import { armOf, bucketOf } from './arm.js'
import { decodeCursor, encodeCursor } from './cursor.js'
import { isSlug } from './slug.js'

const arms = [
  { key: 'control', share: 0.1 },
  { key: 't1', share: 0.45 },
  { key: 't2', share: 0.45 },
]

describe('armOf', () => {
  it('lays arms out half-open in declared order', () => {
    expect([0, 0.0999, 0.1, 0.5499, 0.56, 0.999999].map((bucket) => armOf(bucket, arms))).toEqual([
      'control',
      'control',
      't1',
      't1',
      't2',
      't2',
    ])
  })
  it('gives the last arm the rounding of shares that sum to 1 only nearly', () => {
    const thirds = ['a', 'b', 'c'].map((key) => ({ key, share: 1 / 3 }))
    expect(armOf(1 - 2 ** -32, thirds)).toBe('c')
  })
  it.each([
    [[]],
    [[{ key: 'a', share: 0.5 }]],
    [
      [
        { key: 'a', share: 1.5 },
        { key: 'b', share: -0.5 },
      ],
    ],
    [
      [
        { key: 'a', share: 0.5 },
        { key: 'a', share: 0.5 },
      ],
    ],
  ])('refuses shares that are not an assignment: %j', (wrong) => {
    expect(() => armOf(0.5, wrong)).toThrow(/ARM_SHARES_INVALID/)
  })
  it('refuses a bucket outside [0, 1)', () => {
    expect(() => armOf(1, arms)).toThrow(/ARM_BUCKET_INVALID/)
    expect(() => armOf(Number.NaN, arms)).toThrow(/ARM_BUCKET_INVALID/)
  })
  it('bucket of a vector: 927421368 / 2^32', () => {
    expect(bucketOf('spring-2026', 'C000001')).toBe(927421368 / 4294967296)
  })
  it('binds salt and keys in SQL', () => {
    const rendered = renderSql(armSql("s'); drop", sql`cust_id`, arms))
    expect(rendered.text).not.toContain('drop')
    expect(rendered.text).toMatch(/^multiIf\(\(murmurHash3_32\(concat\(\{p0:String\}, ':', cust_id\)\)/)
  })
})

describe('isSlug', () => {
  it.each(['ab', 'wealth-2026', 'a1'])('accepts %s', (text) => expect(isSlug(text)).toBe(true))
  it.each(['', 'a', 'A1', '1a', 'a_b', 'a b', `a${'b'.repeat(63)}`, 'ab\n'])('refuses %j', (text) =>
    expect(isSlug(text)).toBe(false),
  )
})

describe('cursor', () => {
  it('comes back as it was', () => {
    const cursor = ['张三😀', 12.5, null, true]
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor)
    expect(encodeCursor(cursor)).toMatch(/^[A-Za-z0-9_-]+$/)
  })
  it.each([
    '',
    '%%%',
    'abc',
    'bm90IGpzb24',
    encodeCursor([1]).slice(1),
    btoa('{"a":1}').replace(/=/g, ''),
    '/w',
  ])('refuses %j', (text) => expect(() => decodeCursor(text)).toThrow(/CURSOR_INVALID/))
})
