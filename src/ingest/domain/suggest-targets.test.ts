import { describe, expect, it } from 'vitest'
import { targetSchema } from '../contract.js'
import { inferColumn } from './infer-column.js'
import { suggestTargets } from './suggest-targets.js'

const suggest = (columns: Record<string, string[]>) => suggestTargets(Object.entries(columns).map(([name, texts]) => inferColumn(name, texts)))

describe('suggestTargets', () => {
  it('a customer file: known columns by their names in any spelling, the rest as attributes', () => {
    const [target] = suggest({ 客户号: ['C1'], Sex: ['M'], 'Birth Date': ['31/12/1980'], 'Card limit': ['12'], 备注: ['x'] })
    expect(target).toEqual({
      table: 'customer',
      mode: 'snapshot',
      columns: { cust_id: '客户号', gender: 'Sex', birth_date: { from: 'Birth Date', format: 'DD/MM/YYYY' } },
      attributes: {
        card_limit: { type: 'int', name: { zh: 'Card limit' }, column: 'Card limit' },
        attribute_2: { type: 'text', name: { zh: '备注' }, column: '备注' },
      },
    })
  })

  it('a transaction file is a fact table', () => {
    const [target] = suggest({ txn_id: ['1'], cust_id: ['C1'], ts: ['2025-12-31T10:00:00Z'], amount: ['1.5'], dir: ['C'] })
    expect(target).toMatchObject({ table: 'txn', mode: 'append', columns: { txn_id: 'txn_id', cust_id: 'cust_id', ts: { from: 'ts', format: 'ISO' }, amount: 'amount', dir: 'dir' } })
  })

  it('a file that says nothing known is customers by line', () => {
    const [target] = suggest({ alpha: ['1'], beta: ['x'] })
    expect(target).toMatchObject({ table: 'customer', columns: { cust_id: { line: true } } })
    expect(Object.keys(target?.attributes ?? {})).toEqual(['alpha', 'beta'])
  })

  it('what it suggests is a valid target', () => {
    for (const columns of [{ a: ['1'] }, { id: ['1'], 手机号: ['138'], opened: ['2020-01-01'] }, { campaign: ['x'], arm: ['T'], cust_id: ['C1'] }] satisfies Record<string, string[]>[]) {
      for (const target of suggest(columns)) expect(targetSchema.safeParse(target).success).toBe(true)
    }
  })

  it('two columns never become one attribute', () => {
    const [target] = suggest({ 'A b': ['1'], 'a-b': ['2'] })
    expect(Object.values(target?.attributes ?? {}).map((attribute) => attribute.column)).toEqual(['A b', 'a-b'])
  })
})
