import { expect, it } from 'vitest'
import type { RuleDocument } from '#kernel/rule'
import { bankCodesIn } from './bank-codes.js'

const rule = (node: RuleDocument['rule']): RuleDocument => ({ v: 1, kind: 'rule', rule: node })
const filter = (field: string, value: string | string[]) => ({ kind: 'compare' as const, left: { kind: 'field' as const, field }, op: Array.isArray(value) ? ('in' as const) : ('=' as const), value })
const rows = (table: string, each: RuleDocument['rule']): RuleDocument['rule'] => ({ kind: 'compare', left: { kind: 'agg', table, fn: 'count', window: { kind: 'all' }, filter: each }, op: '>=', value: 1 })

it('SEG-15: numbers a bank gives itself are found wherever they stand, once a column', () => {
  const document = rule({ kind: 'all', all: [rows('loan', filter('product_id', ['P2', 'P1'])), rows('txn', filter('product_id', 'P2')), { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'rm_emp_id' }, op: '=', value: 'E1' }] })
  expect(bankCodesIn([document])).toEqual([{ column: 'product_id', table: 'product', id: 'product_id', codes: ['P1', 'P2'] }, { column: 'rm_emp_id', table: 'employee', id: 'emp_id', codes: ['E1'] }])
})

it('SEG-15: standards and the model\'s own codes are not numbers of a bank', () => {
  expect(bankCodesIn([rule({ kind: 'all', all: [rows('txn', filter('mcc', ['8211'])), rows('loan', filter('product.category', 'MORTGAGE'))] })])).toEqual([])
  expect(bankCodesIn([rule({ kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'rm_emp_id' }, op: 'isMissing' })])).toEqual([])
})
