import { describe, expect, it } from 'vitest'
import type { Shape } from './drift-schema.js'
import { actionsFor, checkChoices, judge } from './drift-choice.js'
import { daysLate, differencesOf, lateDifference, shapeAfter, typeOf, type MeasuredColumn } from './shape-drift.js'

const none = { date: 0, instant: 0, int: 0, decimal: 0, bool: 0 }
const column = (name: string, values: number, fits: Partial<MeasuredColumn['fits']> = {}, seen: Record<string, number> | null = null): MeasuredColumn => ({
  name, values, fits: { ...none, ...fits }, seen: seen === null ? null : new Map(Object.entries(seen)),
})
const old = (name: string, type: Shape[number]['type'], more: Partial<Shape[number]> = {}): Shape[number] => ({ name, type, values: null, mapped: true, absent: false, toMap: false, ...more })
const use = { mapped: new Set(['id', 'aum', 'sex']), needed: new Set(['id']), decimals: new Set(['aum']), newValueShare: 0.1 }

describe('ING-17: differences between two files of a source', () => {
  it('the type of a column is the first all but a twentieth of its values fit', () => {
    expect(typeOf(column('a', 0))).toBe('empty')
    expect(typeOf(column('a', 100, { int: 95, decimal: 96 }))).toBe('int')
    expect(typeOf(column('a', 100, { int: 94, decimal: 96 }))).toBe('decimal')
    expect(typeOf(column('a', 100, { int: 90, decimal: 90 }))).toBe('text')
    expect(typeOf(column('a', 8, { date: 8, int: 8, decimal: 8 }))).toBe('date')
  })

  it('a new column is one; one the mapping was published for is not, unless it had been given up', () => {
    const before = [old('id', 'text')]
    expect(differencesOf(before, [column('id', 1), column('note', 3)], use)).toEqual([{ kind: 'new-column', column: 'note', type: 'text', mapped: false }])
    expect(differencesOf(before, [column('id', 1), column('sex', 3)], use)).toEqual([])
    expect(differencesOf([...before, old('sex', 'text', { absent: true })], [column('id', 1), column('sex', 3)], use)).toEqual([{ kind: 'new-column', column: 'sex', type: 'text', mapped: true }])
  })

  it('a vanished column is one, said to be required when it is', () => {
    expect(differencesOf([old('id', 'text'), old('sex', 'text'), old('x', 'int', { mapped: false })], [], use)).toEqual([
      { kind: 'vanished', column: 'id', mapped: true, required: true },
      { kind: 'vanished', column: 'sex', mapped: true, required: false },
      { kind: 'vanished', column: 'x', mapped: false, required: false },
    ])
    expect(differencesOf([old('sex', 'text', { absent: true })], [], use)).toEqual([])
    expect(differencesOf([old('id', 'text', { absent: true })], [], use)).toHaveLength(1)
  })

  it('a type changes when more than a twentieth no longer fits; decimals are no change of an amount', () => {
    expect(differencesOf([old('x', 'int')], [column('x', 100, { int: 95, decimal: 95 })], use)).toEqual([])
    expect(differencesOf([old('x', 'int')], [column('x', 100, { int: 94, decimal: 100 })], use)).toEqual([{ kind: 'type', column: 'x', before: 'int', after: 'decimal', misfits: 6, values: 100 }])
    expect(differencesOf([old('aum', 'int')], [column('aum', 100, { int: 0, decimal: 100 })], use)).toEqual([])
    expect(differencesOf([old('aum', 'int')], [column('aum', 100, { int: 0, decimal: 0 })], use)).toHaveLength(1)
    expect(differencesOf([old('x', 'text')], [column('x', 100, { int: 100, decimal: 100 })], use)).toEqual([])
    expect(differencesOf([old('x', 'int')], [column('x', 0)], use)).toEqual([])
  })

  it('new values of an enumeration count from the threshold on', () => {
    const before = [old('sex', 'text', { values: ['F', 'M'] })]
    expect(differencesOf(before, [column('sex', 100, {}, { F: 50, M: 41, X: 9 })], use)).toEqual([])
    expect(differencesOf(before, [column('sex', 100, {}, { F: 50, M: 40, X: 10 })], use)).toEqual([{ kind: 'new-values', column: 'sex', added: ['X'], share: 0.1 }])
  })

  it('the shape afterwards keeps the wider type, the values, and what is given up', () => {
    const before = [old('id', 'int'), old('sex', 'text', { values: ['F'] }), old('aum', 'decimal'), old('y', 'empty', { mapped: false }), old('z', 'int', { mapped: false })]
    const after = shapeAfter(before, [column('id', 2), column('sex', 2, {}, { M: 2 }), column('y', 2, { int: 2, decimal: 2 }), column('n', 1)], use.mapped, new Set(['n']))
    expect(after).toEqual([
      old('id', 'text'),
      old('sex', 'text', { values: ['F', 'M'] }),
      old('y', 'int', { mapped: false }),
      old('n', 'text', { mapped: false, toMap: true }),
      old('aum', 'decimal', { absent: true }),
    ])
    expect(shapeAfter([old('aum', 'decimal')], [column('aum', 5, { int: 5, decimal: 5 })], use.mapped, new Set())).toEqual([old('aum', 'decimal')])
  })
})

describe('ING-18: decisions', () => {
  const vanished = { kind: 'vanished', column: 'sex', mapped: true, required: false } as const
  const fresh = { kind: 'new-column', column: 'note', type: 'text', mapped: false } as const

  it('a vanished column that is required can only be refused', () => {
    expect(actionsFor({ ...vanished, required: true })).toEqual(['reject'])
    expect(judge([{ ...vanished, required: true }], [{ kind: 'vanished', column: 'sex', action: 'missing' }], [], undefined)[0]?.decided).toBeNull()
    expect(judge([{ ...vanished, required: true }], [], [], { newColumn: 'ignore', type: 'accept', vanished: 'missing', newValues: 'accept', newValueShare: 0 })[0]?.decided).toBeNull()
  })

  it('this load\'s decision goes before a standing one, that before the policy', () => {
    const policy = { newColumn: 'ignore', type: 'ask', vanished: 'ask', newValues: 'ask', newValueShare: 0 } as const
    const standing = [{ kind: 'new-column', column: 'note', action: 'map-later' }] as const
    expect(judge([fresh, vanished], [], [], policy).map(({ decided }) => decided)).toEqual(['ignore', null])
    expect(judge([fresh], [], standing, policy)[0]?.decided).toBe('map-later')
    expect(judge([fresh], [{ kind: 'new-column', column: 'note', action: 'reject' }], standing, policy)[0]?.decided).toBe('reject')
  })

  it('every difference is decided, every choice is about one', () => {
    const codes = (choices: Parameters<typeof checkChoices>[1]) => checkChoices([fresh, vanished], choices).map(({ code, path }) => `${code} ${path}`)
    expect(codes([{ kind: 'new-column', column: 'note', action: 'ignore' }])).toEqual(['DRIFT_UNDECIDED choices'])
    expect(codes([{ kind: 'new-column', column: 'note', action: 'accept' }, { kind: 'type', column: 'q', action: 'accept' }, { kind: 'vanished', column: 'sex', action: 'missing' }])).toEqual(['DRIFT_ACTION_IMPOSSIBLE choices[0].action', 'DRIFT_CHOICE_UNKNOWN choices[1]'])
    expect(codes([{ kind: 'vanished', column: 'sex', action: 'reject' }])).toEqual([])
  })
})

describe('ING-19: late data', () => {
  it('is late by days, and a difference only beyond what is allowed', () => {
    expect([daysLate('2026-02-20', '2026-02-28'), daysLate('2026-02-28', '2026-02-28'), daysLate('2026-02-20', null)]).toEqual([8, 0, 0])
    expect(lateDifference('2026-02-20', '2026-02-28', 8)).toEqual([])
    expect(lateDifference('2026-02-20', '2026-02-28', 7)).toEqual([{ kind: 'late', days: 8, newest: '2026-02-28' }])
    expect(lateDifference('2026-02-20', '2026-02-28', undefined)).toEqual([])
  })
})
