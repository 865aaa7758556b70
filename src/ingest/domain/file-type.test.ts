import { describe, expect, it } from 'vitest'
import { structureOf, typedFileColumn } from './file-type.js'

describe('types of a Parquet file', () => {
  it.each([
    ['String', 'text'], ['Nullable(String)', 'text'], ['FixedString(16)', 'wide'], ['Nullable(Int64)', 'int'], ['UInt8', 'int'], ['UInt64', 'uint64'],
    ['Nullable(Float32)', 'float'], ['Bool', 'bool'], ['Nullable(Date32)', 'days'], ["Nullable(DateTime64(6, 'UTC'))", 'instant'], ['DateTime64(9)', 'wall'],
    ["DateTime('UTC')", 'instant'], ['DateTime', 'wall'], ['Nullable(Decimal(38, 10))', 'wide'], ['Array(Nullable(Int64))', 'nested'], ['Map(String, UInt8)', 'nested'],
    ['Tuple(\n    a UInt8,\n    b String)', 'nested'], ['UUID', 'wide'],
  ])('%s is read as %s', (described, kind) => {
    expect(typedFileColumn('x', described).type.kind).toBe(kind)
  })

  it('a decimal keeps its scale; a date is read as days', () => {
    expect(typedFileColumn('x', 'Nullable(Decimal(18, 2))').type).toEqual({ kind: 'decimal', scale: 2 })
    expect(typedFileColumn('x', 'Date32').engineType).toBe('Nullable(Int32)')
  })

  it('names of any letters are quoted', () => {
    expect(structureOf([typedFileColumn('客户`号\\', 'String'), typedFileColumn('d', 'Date32')])).toBe('`客户\\`号\\\\` String, `d` Nullable(Int32)')
  })
})
