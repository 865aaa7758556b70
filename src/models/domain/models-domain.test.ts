import { describe, expect, it } from 'vitest'
import type { ValueDocument } from '#kernel/rule'
import { leakOf, readsOf } from './find-leaks.js'
import { numberBlocks } from './native-blocks.js'
import { planDates } from './plan-dates.js'

describe('dates', () => {
  it('MDL-3: labels of training settle by the first test date, those of the test by the last day of data', () => {
    expect(planDates({ asOf: { monthEnds: 6 }, testDates: 1 }, 90, '2025-12-31')).toEqual({
      train: ['2025-04-30', '2025-05-31', '2025-06-30'],
      test: ['2025-09-30'],
      left: ['2025-07-31', '2025-08-31'],
    })
    expect(planDates({ asOf: { dates: ['2025-03-01', '2025-01-01', '2025-12-01'] }, testDates: 0 }, 60, '2025-12-31')).toEqual({ train: ['2025-01-01', '2025-03-01'], test: [], left: ['2025-12-01'] })
  })

  it('the month end itself counts when its outcome is known that very day', () => {
    expect(planDates({ asOf: { monthEnds: 1 }, testDates: 0 }, 92, '2025-12-31').train).toEqual(['2025-09-30'])
    expect(planDates({ asOf: { monthEnds: 1 }, testDates: 0 }, 93, '2025-12-31').train).toEqual(['2025-08-31'])
  })

  it('no date left is said', () => {
    expect(() => planDates({ asOf: { monthEnds: 2 }, testDates: 1 }, 90, '2025-12-31')).toThrow('MODEL_DATES')
  })
})

describe('leaks', () => {
  const document: ValueDocument = {
    v: 1, kind: 'value',
    value: {
      kind: 'agg', table: 'repayment', fn: 'sum', field: 'due_amt',
      filter: { kind: 'compare', left: { kind: 'field', field: 'dpd' }, op: '>', value: 0 },
    },
  }

  it('MDL-2: fields of filters belong to their fact; what settles late leaks, what the row was born with does not', () => {
    const { fields } = readsOf(document)
    expect(fields).toEqual([{ table: 'repayment', field: 'due_amt' }, { table: 'repayment', field: 'dpd' }])
    const late = new Set(['repayment', 'customer'])
    expect(fields.map((field) => leakOf(field, late) !== null)).toEqual([false, true])
    expect(leakOf({ table: 'repayment', field: 'dpd' }, new Set())).toBeNull()
  })

  it('of a customer only what never changes passes', () => {
    const late = new Set(['customer'])
    const passes = ['birth_date', 'gender', 'open_date', 'status', 'city_code', 'own_attribute'].filter((field) => leakOf({ table: 'customer', field }, late) === null)
    expect(passes).toEqual(['birth_date', 'gender', 'open_date'])
  })
})

describe('Native blocks', () => {
  const text = (value: string): number[] => [value.length, ...Buffer.from(value)]
  const floats = (...values: number[]): number[] => [...new Uint8Array(Float64Array.from(values).buffer)]
  const ints = (...values: number[]): number[] => [...new Uint8Array(Int32Array.from(values).buffer)]
  const block = (f: number[], i: number[]): number[] => [2, f.length, ...text('f'), ...text('Float64'), ...floats(...f), ...text('i'), ...text('Int32'), ...ints(...i)]
  const bytes = Uint8Array.from([...block([1.5, Number.NaN], [-1, 7]), ...block([2], [3])])

  it.each([1, 3, 7, 1000])('are put together from pieces of %d bytes', (size) => {
    const blocks = numberBlocks()
    for (let at = 0; at < bytes.length; at += size) blocks.push(bytes.subarray(at, at + size))
    const { rows, columns } = blocks.end()
    expect(rows).toBe(3)
    expect([...columns.get('f')!]).toEqual([1.5, Number.NaN, 2])
    expect([...columns.get('i')!]).toEqual([-1, 7, 3])
  })

  it('a block that does not end, and text, are refused', () => {
    const cut = numberBlocks()
    cut.push(bytes.subarray(0, bytes.length - 1))
    expect(() => cut.end()).toThrow(RangeError)
    const words = numberBlocks()
    expect(() => words.push(Uint8Array.from([1, 1, ...text('s'), ...text('String'), 1, 65]))).toThrow(TypeError)
  })
})
