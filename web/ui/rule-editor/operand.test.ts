import { describe, expect, it } from 'vitest'
import type { CompareNode } from '#kernel/rule'
import { isWhole, majorText, minorOf, startCompare, withLeft, withOperator } from './operand.js'
import { withFunction } from './spoken.js'

const tag = { kind: 'tag', tag: 't' } as const

describe('money', () => {
  it('is major on screen and minor in the document, exactly', () => {
    expect(majorText(123450, 'CNY')).toBe('1234.50')
    expect(majorText(-5, 'USD')).toBe('-0.05')
    expect(majorText(1200, 'JPY')).toBe('1200')
    expect(minorOf('1,234.5', 'CNY')).toBe(123450)
    expect(minorOf('0.29', 'CNY')).toBe(29)
    expect(minorOf('0.291', 'CNY')).toBeUndefined()
    expect(minorOf(majorText(900719925474099, 'CNY'), 'CNY')).toBe(900719925474099)
  })
})

describe('operators', () => {
  const one: CompareNode = { kind: 'compare', left: tag, op: '=', value: 'a', missing: 'exclude' }
  it('keep an operand that still fits, with the missing policy', () => {
    expect(withOperator(one, '!=', { type: 'enum' })).toEqual({ ...one, op: '!=' })
    expect(withOperator(one, 'in', { type: 'enum' })).toEqual({ ...one, op: 'in', value: ['a'] })
    expect(withOperator({ ...one, op: 'in', value: ['a'] }, '=', { type: 'enum' })).toEqual(one)
  })
  it('leave out an operand that does not', () => {
    expect(withOperator(one, 'isSet', { type: 'enum' })).toEqual({ kind: 'compare', left: tag, op: 'isSet', missing: 'exclude' })
    expect(isWhole(withOperator({ ...one, value: 5 }, 'between', { type: 'int' }))).toBe(false)
  })
  it('start over when the type of the left value changes', () => {
    const attr = { kind: 'attr', table: 'customer', field: 'f' } as const
    expect(withLeft(one, attr, { type: 'enum' }, { type: 'enum' })).toEqual({ ...one, left: attr })
    expect(withLeft(one, attr, { type: 'enum' }, { type: 'bool' })).toEqual({ kind: 'compare', left: attr, op: 'is', value: true, missing: 'exclude' })
  })
})

describe('what is left to fill in', () => {
  it('is an operand, an empty group or a filter', () => {
    expect(isWhole(startCompare(tag, { type: 'bool' }))).toBe(true)
    expect(isWhole(startCompare(tag, { type: 'enum' }))).toBe(false)
    expect(isWhole(startCompare(tag, { type: 'date' }))).toBe(true)
    expect(isWhole({ kind: 'all', all: [] })).toBe(false)
    const filter = startCompare({ kind: 'field', field: 'f' }, { type: 'money' })
    expect(isWhole({ ...startCompare({ kind: 'agg', table: 'txn', fn: 'count', filter }, { type: 'int' }), value: 1 })).toBe(false)
  })
})

describe('aggregates', () => {
  const name = { zh: 'x', en: 'x' }
  const fact = { table: 'txn', name, rows: 1, fields: [{ key: 'amount', name, type: 'money' }, { key: 'kind', name, type: 'enum' }] }
  it('keep only what the function reads', () => {
    const sum = withFunction({ kind: 'agg', table: 'txn', fn: 'count' }, 'sum', fact)
    expect(sum).toEqual({ kind: 'agg', table: 'txn', fn: 'sum', field: 'amount' })
    expect(withFunction(sum, 'quantile', fact)).toMatchObject({ field: 'amount', q: 0.9 })
    expect(withFunction({ ...sum, field: 'kind', fn: 'distinct' }, 'avg', fact)).toMatchObject({ field: 'amount' })
  })
})
