import { describe, expect, it } from 'vitest'
import { connectorKinds, sourceSchema } from '#ingest/contract'
import { formatFor, freshConnector, knowsDates, withPart } from './source-draft.js'

describe('a source while it is filled in', () => {
  it('takes away parts set to undefined and keeps the others', () => {
    expect(withPart({ a: 1, b: 2 }, { b: undefined })).toEqual({ a: 1 })
    expect(withPart<{ a: number; b?: number }>({ a: 1 }, { b: 3 })).toEqual({ a: 1, b: 3 })
  })

  it('ING-13: knows which connections can be asked for a past date', () => {
    expect(knowsDates({})).toBe(false)
    expect(knowsDates({ connector: { kind: 'upload' } })).toBe(false)
    expect(knowsDates({ connector: { kind: 'folder', pattern: '*.csv' } })).toBe(false)
    expect(knowsDates({ connector: { kind: 'folder', pattern: 'a_{date:YYYY-MM-DD}.csv' } })).toBe(true)
    expect(knowsDates({ connector: { kind: 'bucket', pattern: 'a_{date}.csv' } })).toBe(true)
    expect(knowsDates({ connector: { kind: 'http', url: 'https://a/b?d={date}' } })).toBe(true)
    expect(knowsDates({ connector: { kind: 'database', rows: { kind: 'since', column: 'id' } } })).toBe(false)
    expect(knowsDates({ connector: { kind: 'database', rows: { kind: 'date', column: 'd' } } })).toBe(true)
  })

  it('starts every kind with fields the contract knows', () => {
    for (const kind of connectorKinds) {
      const parsed = sourceSchema.safeParse({ format: formatFor(kind), targets: [{ table: 'customer', mode: 'snapshot', columns: {} }], connector: freshConnector(kind) })
      const strange = parsed.success ? [] : parsed.error.issues.filter(({ code }) => code === 'unrecognized_keys')
      expect(strange, kind).toEqual([])
    }
  })
})
