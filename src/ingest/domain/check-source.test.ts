import { describe, expect, it } from 'vitest'
import { sourceSchema, type Source } from '../contract.js'
import { checkFileColumns, checkSource, readColumns } from './check-source.js'

const source = (...targets: unknown[]): Source => sourceSchema.parse({ format: { type: 'csv' }, targets })
const codes = (mistakes: readonly { code: string; path: string }[]) => mistakes.map(({ code, path }) => `${code} ${path}`)

describe('checkSource', () => {
  it('a good mapping has no mistakes', () => {
    expect(checkSource(source({ table: 'customer', mode: 'snapshot', columns: { cust_id: 'id' } }))).toEqual([])
  })

  it('every mistake of every target is collected with its place', () => {
    const bad = source(
      { table: 'txn', mode: 'upsert', columns: { cust_id: 'c', colour: 'x' }, attributes: { a: { type: 'int', name: { zh: 'a' }, column: 'a' } } },
      { table: 'org', mode: 'append', columns: { org_id: 'o', name_zh: 'n' } },
    )
    expect(codes(checkSource(bad))).toEqual([
      'TARGET_COLUMN_UNKNOWN targets[0].columns.colour',
      'TARGET_COLUMN_MISSING targets[0].columns',
      'TARGET_COLUMN_MISSING targets[0].columns',
      'TARGET_MODE_UNSUPPORTED targets[0].mode',
      'ATTRIBUTES_NOT_ALLOWED targets[0].attributes',
      'TARGET_MODE_UNSUPPORTED targets[1].mode',
    ])
  })

  it('file columns a mapping reads are checked wherever they stand', () => {
    const read = source({
      table: 'customer',
      mode: 'upsert',
      columns: { cust_id: { line: true }, gender: { from: 'sex' }, city_code: { constant: 'BJ' }, main_org_id: { from: 'org', lookup: { table: 'org', by: 'org_id', value: 'org_id' } } },
      attributes: { aum: { type: 'money', name: { zh: '资产' }, column: 'aum' } },
      where: { kind: 'P' },
    })
    expect(readColumns(read)).toEqual(['sex', 'org', 'aum', 'kind'])
    expect(checkFileColumns(read, ['sex', 'org', 'aum', 'kind'])).toEqual([])
    expect(codes(checkFileColumns(read, ['sex']))).toEqual([
      'SOURCE_COLUMN_UNKNOWN targets[0].columns.main_org_id',
      'SOURCE_COLUMN_UNKNOWN targets[0].attributes.aum',
      'SOURCE_COLUMN_UNKNOWN targets[0].where',
    ])
  })
})
