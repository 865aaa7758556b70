import { describe, expect, it } from 'vitest'
import { type ColumnSpec, type InferredColumn, type Target, targetSchema } from '#ingest/contract'
import { settingsCount, toColumnForm, toColumnSpec } from './column-form.js'
import { mistakesAt, otherMistakes } from './mapping-mistakes.js'
import { isSameBody, keyFromFile, nobodyKnows, toSourceBody } from './source-body.js'
import {
  attributeKeyOf,
  destinationsOf,
  emptyTarget,
  missingColumns,
  toTarget,
  toTargetForm,
  unknownFileColumns,
  withAttribute,
  withBankColumn,
  withoutColumn,
} from './target-form.js'

const specs: readonly ColumnSpec[] = [
  'cust_no',
  { line: true },
  { constant: 'EMAIL' },
  { constant: 3 },
  { constant: true },
  { from: 'd', format: 'YYYYMMDD' },
  { from: 'amt', unit: 'minor', decimal: ',' },
  { from: 'seg', values: { A: 'T', B: 'C' }, otherwise: 'C', missing: ['-'] },
  { from: 'birth', slice: [0, 6], pivot: 30, monthOffset: 50, format: 'YYMMDD' },
  { from: 'n', bands: [{ below: 50, value: 'M' }, { value: 'F' }] },
  { from: 'acct', lookup: { table: 'account', by: 'acct_id', value: 'cust_id' } },
]

it.each(specs)('a column survives the form: %j', (spec) => {
  expect(toColumnSpec(toColumnForm(spec))).toEqual(spec)
})

it('an object with nothing but its file column is written as the plain name', () => {
  expect(toColumnSpec(toColumnForm({ from: 'x', unit: 'major' }))).toBe('x')
})

it('a constant that was a number stays one until it is changed', () => {
  const form = toColumnForm({ constant: 3 })
  expect(toColumnSpec({ ...form, constant: '4' } as typeof form)).toEqual({ constant: '4' })
})

it('settings are counted', () => {
  const form = toColumnForm({ from: 'x', values: { a: 'b' }, missing: ['-'], slice: [0, 2] })
  expect(form.how === 'column' && settingsCount(form)).toBe(3)
})

const target: Target = {
  table: 'customer',
  mode: 'snapshot',
  currency: 'USD',
  where: { kind: 'P' },
  columns: { cust_id: 'id', gender: { from: 'sex', values: { '1': 'M' } } },
  attributes: { spend: { type: 'money', name: { zh: '消费', en: 'Spend' }, column: 'spend' } },
}

const column = (name: string, type: InferredColumn['type'], format: InferredColumn['format'] = null) => ({
  name,
  type,
  format,
  values: 1,
  empty: 0,
  misfits: 0,
  misfitSamples: [],
  distinct: 1,
  samples: [],
})

describe('targets', () => {
  it('a target survives the form and fits the contract', () => {
    expect(toTarget(toTargetForm(target))).toEqual(target)
    expect(targetSchema.safeParse(toTarget(emptyTarget('txn'))).success).toBe(true)
  })

  it('says where a file column goes', () => {
    const form = toTargetForm(target)
    expect(destinationsOf(form, 'sex')).toEqual([{ kind: 'column', name: 'gender' }])
    expect(destinationsOf(form, 'spend')).toEqual([{ kind: 'attribute', key: 'spend' }])
    expect(destinationsOf(form, 'other')).toEqual([])
  })

  it('moves a file column, taking the date format that was found', () => {
    const form = withBankColumn(toTargetForm(target), column('spend', 'date', 'DD/MM/YYYY'), 'birth_date')
    expect(toTarget(form).attributes).toBeUndefined()
    expect(toTarget(form).columns['birth_date']).toEqual({ from: 'spend', format: 'DD/MM/YYYY' })
    expect(destinationsOf(withoutColumn(form, 'spend'), 'spend')).toEqual([])
  })

  it('makes an attribute with a free key', () => {
    const form = withAttribute(toTargetForm(target), column('Spend', 'decimal'))
    expect(form.attributes.map(({ key }) => key)).toEqual(['spend', 'spend_2'])
    expect(attributeKeyOf('客户号', [])).toBe('attribute')
    expect(attributeKeyOf('2nd Card-No.', [])).toBe('nd_card_no')
  })

  it('names what is missing and what the file does not have', () => {
    expect(missingColumns(emptyTarget('txn'))).toEqual(['cust_id', 'ts', 'amount'])
    expect(unknownFileColumns(toTargetForm(target), ['id', 'spend'])).toEqual(['sex', 'kind'])
  })
})

describe('mistakes', () => {
  const mistake = (path: string, params = {}) => ({ code: 'X', path, params, message: { zh: 'x' } })
  const all = [
    mistake('targets[0].columns', { column: 'cust_id' }),
    mistake('targets[0].columns.gender.format'),
    mistake('targets[0].columns.gender_2'),
    mistake('targets[1].columns.gender'),
    mistake('targets[0].mode'),
  ]

  it('stand beside their field', () => {
    expect(mistakesAt(all, 0, { kind: 'column', name: 'cust_id' })).toEqual([all[0]])
    expect(mistakesAt(all, 0, { kind: 'column', name: 'gender' })).toEqual([all[1]])
    expect(otherMistakes(all, 0, [{ kind: 'column', name: 'gender' }])).toEqual([all[0], all[2], all[4]])
  })
})

describe('a source', () => {
  it('keeps what the forms do not show and leaves out what is empty', () => {
    const format = { type: 'csv' as const }
    const body = toSourceBody({ ...nobodyKnows, classification: '' }, format, [toTargetForm(target)], {
      owner: 'data',
      classification: 'C1',
      businessDate: '2025-01-01',
    })
    expect(body).toEqual({
      owner: 'data',
      purpose: 'MARKETING',
      format,
      businessDate: '2025-01-01',
      targets: [target],
    })
  })

  it('is named after its file', () => {
    expect(keyFromFile('/in/Customers 2025-03.csv.gz')).toBe('customers-2025-03')
    expect(keyFromFile('客户.csv')).toBe('source')
  })

  it('is the same whatever the order of its keys', () => {
    expect(isSameBody({ a: 1, b: [{ c: 2, d: undefined }] }, { b: [{ c: 2 }], a: 1 })).toBe(true)
    expect(isSameBody({ a: 1 }, { a: 2 })).toBe(false)
  })
})
