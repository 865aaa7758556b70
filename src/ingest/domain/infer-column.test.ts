import { describe, expect, it } from 'vitest'
import { inferColumn } from './infer-column.js'

const typeOf = (...texts: string[]) => {
  const { type, format } = inferColumn('c', texts)
  return format === null ? type : `${type} ${format}`
}

describe('inferColumn', () => {
  it.each<[string[], string]>([
    [['0', '1', '1'], 'bool'],
    [['是', '否'], 'bool'],
    [['12', '-3', '+4'], 'int'],
    [['12', '3.5'], 'decimal'],
    [['3,5', '4,25'], 'decimal'],
    [['2025-12-31', '2024-02-29'], 'date YYYY-MM-DD'],
    [['2025/12/31'], 'date YYYY/MM/DD'],
    [['20251231'], 'date YYYYMMDD'],
    [['31/12/2025', '01/02/2025'], 'date DD/MM/YYYY'],
    [['12/31/2025'], 'date MM/DD/YYYY'],
    [['31.12.2025'], 'date DD.MM.YYYY'],
    [['2025-12-31T10:00:00Z', '2025-12-31 10:00'], 'instant ISO'],
    [['2025-02-30', '2025-02-31'], 'text'],
    [['a', 'b', 'c'], 'text'],
    [['', 'NULL', '?'], 'text'],
    [[], 'text'],
  ])('%j is %s', (texts, expected) => {
    expect(typeOf(...texts)).toBe(expected)
  })

  it('few values that repeat are an enum', () => {
    expect(typeOf(...Array.from({ length: 40 }, (_, at) => `k${at % 4}`))).toBe('enum')
    expect(typeOf(...Array.from({ length: 40 }, (_, at) => `k${at}`))).toBe('text')
  })

  it('a twentieth that does not fit is counted and shown; more is another type', () => {
    const numbers = Array.from({ length: 19 }, (_, at) => String(at + 10))
    expect(inferColumn('c', [...numbers, 'x', ''])).toMatchObject({ type: 'int', values: 20, empty: 1, misfits: 1, misfitSamples: ['x'], distinct: 20 })
    expect(inferColumn('c', [...numbers.slice(1), 'x', 'y']).type).toBe('text')
  })

  it('long samples are cut', () => {
    const [sample] = inferColumn('c', ['x'.repeat(100)]).samples
    expect(sample).toBe(`${'x'.repeat(60)}…`)
  })
})
