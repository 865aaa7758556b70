import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AggregateNode, BoolNode, CompareNode, PopulationNode, ValueNode } from '#kernel/rule'
import { fieldsOf, functionsOf, withEach, withOuter } from './aggregate-form.js'
import { filterRows, fromGroup, groupOf, toFilter } from './filter-form.js'
import { turned, turnsOf, withNewLeft } from './left-form.js'
import { withSegment } from './membership-form.js'
import { isValueWhole, isWhole, startCompare, withOperator } from './operand.js'
import { paletteOf } from './palette.js'
import { groupCode, groupValue, withKind, withPart } from './population-form.js'
import { typeOf } from './spoken.js'
import { choiceOf, startOf } from './value-choice.js'
import { blank, earlierOf, factorOf, fromRelative, percentOf, termsOf, toArith, toRelative } from './value-form.js'

const name = { zh: '名', en: 'Name' }
const vocabulary = {
  tags: [
    { key: 'aum', name, type: 'money', ccy: 'CNY' },
    { key: 'count', name, type: 'int' },
    { key: 'stage', name, type: 'enum', values: [{ code: 'A', zh: '甲', en: 'A' }] },
  ],
  attributes: [
    { table: 'customer', key: 'open_date', name: { zh: '开户日期', en: 'Opening date' }, type: 'date' },
    { table: 'customer', key: 'birth_date', name: { zh: '出生日期', en: 'Date of birth' }, type: 'date' },
    { table: 'enterprise', key: 'region', name, type: 'enum' },
  ],
  facts: [
    {
      table: 'txn',
      name: { zh: '交易', en: 'Transactions' },
      rows: 9,
      fields: [
        { key: 'ts', name, type: 'instant' },
        { key: 'amount', name, type: 'money', ccy: 'CNY' },
        { key: 'kind', name, type: 'enum' },
        { key: 'steps', name, type: 'int' },
      ],
    },
  ],
  segments: [{ key: 'old', name }, { key: 's', name, version: 3 }, { key: 'l', name, list: true, version: 1 }],
  asOf: null,
}
const fact = vocabulary.facts[0]
const everyType = ['int', 'decimal', 'money', 'string', 'enum', 'date', 'instant', 'bool'] as const

const tag = fc.constantFrom('aum', 'count', 'gone').map((key): ValueNode => ({ kind: 'tag', tag: key }))
const number = fc.integer({ min: -999, max: 999 }).map((n) => n / 4)
const literal = fc.oneof(
  number.map((value): ValueNode => ({ kind: 'literal', type: 'decimal', value })),
  fc.integer().map((value): ValueNode => ({ kind: 'literal', type: 'int', value })),
  fc.integer().map((value): ValueNode => ({ kind: 'literal', type: 'money', value })),
)
const { value: anyValue } = fc.letrec<{ value: ValueNode }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    tag,
    literal,
    fc.record({ kind: fc.constant('arith' as const), op: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const), left: tie('value'), right: tie('value') }),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }).map((coalesce): ValueNode => ({ kind: 'coalesce', coalesce })),
  ),
}))

describe('another value as an operand', () => {
  it('reads and writes every value the same', () => {
    fc.assert(fc.property(anyValue, (value) => { expect(fromRelative(toRelative(value))).toEqual(value) }))
  })
  it('reads what it writes', () => {
    const relative = fc.record({ of: tag, factor: number, plus: fc.integer({ min: -999, max: 999 }), isAmount: fc.boolean() })
    fc.assert(
      fc.property(relative, (form) => {
        const read = toRelative(fromRelative(form))
        expect({ ...read, isAmount: false }).toEqual({ ...form, isAmount: false })
        if (form.plus !== 0) expect(read.isAmount).toBe(form.isAmount)
      }),
    )
  })
  it('is 70 % without the digits of a binary fraction', () => {
    expect(fromRelative({ of: { kind: 'tag', tag: 'aum' }, factor: factorOf(70), plus: 0, isAmount: false })).toEqual({ kind: 'arith', op: '*', left: { kind: 'tag', tag: 'aum' }, right: { kind: 'literal', type: 'decimal', value: 0.7 } })
    fc.assert(fc.property(fc.integer({ min: -100_000, max: 100_000 }), (tenths) => { expect(percentOf(factorOf(tenths / 10))).toBe(tenths / 10) }))
  })
  it('begins with the figure a period earlier', () => {
    const figure: AggregateNode = { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount' }
    const earlier = (window: NonNullable<AggregateNode['window']>) => earlierOf({ ...figure, window }).window
    expect(earlier({ kind: 'month', offset: 0 })).toEqual({ kind: 'month', offset: -1 })
    // The 30 days to today are 0 to 29 days ago, those before 30 to 59, and those before 60 to 89.
    expect(earlier({ kind: 'last', n: 30, unit: 'd' })).toEqual({ kind: 'between', from: 59, to: 30 })
    expect(earlier({ kind: 'between', from: 59, to: 30 })).toEqual({ kind: 'between', from: 89, to: 60 })
  })
  it('stays where another operator of one value is chosen, and goes where a list is', () => {
    const node: CompareNode = { kind: 'compare', left: { kind: 'tag', tag: 'aum' }, op: '<=', value: { kind: 'tag', tag: 'aum' } }
    expect(withOperator(node, '>', { type: 'money' })).toEqual({ ...node, op: '>' })
    expect(withOperator(node, 'in', { type: 'money' }).value).toEqual([])
  })
})

describe('computed values', () => {
  it('arithmetic reads and writes the same', () => {
    fc.assert(fc.property(anyValue, (value) => { expect(toArith(termsOf(value))).toEqual(value) }))
  })
  it('has the type of the language', () => {
    const of = (value: ValueNode) => typeOf(value, vocabulary)?.type ?? null
    const [aum, count]: [ValueNode, ValueNode] = [{ kind: 'tag', tag: 'aum' }, { kind: 'tag', tag: 'count' }]
    expect(of({ kind: 'arith', op: '/', left: aum, right: aum })).toBe('decimal')
    expect(of({ kind: 'arith', op: '/', left: aum, right: count })).toBe('money')
    expect(of({ kind: 'arith', op: '*', left: aum, right: aum })).toBeNull()
    expect(of({ kind: 'arith', op: '+', left: count, right: count })).toBe('int')
    expect(of({ kind: 'coalesce', coalesce: [count, { kind: 'literal', type: 'decimal', value: 0.5 }] })).toBe('decimal')
    expect(of({ kind: 'coalesce', coalesce: [count, aum] })).toBeNull()
    expect(of({ kind: 'entropy', entropy: [aum, aum] })).toBe('decimal')
    expect(typeOf({ kind: 'bucket', of: count, edges: [1], labels: ['A', { code: 'B', zh: '乙', en: 'B' }] }, vocabulary)).toEqual({ type: 'enum', values: [{ code: 'A', zh: 'A', en: 'A' }, { code: 'B', zh: '乙', en: 'B' }] })
  })
  it('waits for every value, also in filters and on the right', () => {
    const compare = (left: ValueNode, value: CompareNode['value'] = 1): BoolNode => ({ kind: 'compare', left, op: '>=', value })
    expect(isWhole(compare({ kind: 'arith', op: '/', left: { kind: 'tag', tag: 'aum' }, right: blank }))).toBe(false)
    expect(isWhole(compare({ kind: 'tag', tag: 'aum' }, { kind: 'arith', op: '*', left: blank, right: { kind: 'literal', type: 'decimal', value: 2 } }))).toBe(false)
    expect(isWhole(compare({ kind: 'tag', tag: 'aum' }, { kind: 'tag', tag: 'aum' }))).toBe(true)
    expect(isWhole({ kind: 'sample', share: 0.1, salt: '' })).toBe(false)
    expect(isValueWhole(startOf('literal:decimal', { vocabulary, types: ['decimal'] }))).toBe(false)
    expect([isValueWhole({ kind: 'entropy', entropy: [{ kind: 'tag', tag: 'aum' }, blank] }), isValueWhole({ kind: 'entropy', entropy: [{ kind: 'tag', tag: 'aum' }, { kind: 'tag', tag: 'aum' }] })]).toEqual([false, true])
    expect(isValueWhole({ kind: 'population', fn: 'rank', of: { kind: 'tag', tag: 'aum' }, among: { kind: 'all', all: [] } })).toBe(false)
  })
})

describe('the picker', () => {
  it('tells the choice of every value it begins', () => {
    const wanted = { vocabulary, types: everyType }
    for (const choice of ['tag:aum', 'attr:enterprise:region', 'fact:txn', 'asOf', 'literal:date', 'kind:age', 'kind:daysBetween', 'kind:datePart', 'kind:population', 'kind:arith', 'kind:coalesce', 'kind:entropy']) {
      expect(choiceOf(startOf(choice, wanted))).toBe(choice)
    }
    expect(choiceOf(startOf('field:product.category', { ...wanted, ...(fact && { fact }) }))).toBe('field:product.category')
    expect(choiceOf(blank)).toBeNull()
    expect(choiceOf({ kind: 'param', name: 'p', type: 'int' })).toBe('other')
  })
  it('begins a figure of the type asked for', () => {
    const begun = (type: (typeof everyType)[number]) => typeOf(startOf('fact:txn', { vocabulary, types: [type] }), vocabulary)?.type
    expect(begun('int')).toBe('int')
    expect(begun('money')).toBe('money')
    expect(begun('instant')).toBe('instant')
    expect(begun('enum')).toBe('enum')
  })
  it('begins an age by the date of birth, in a filter a part of a date of the rows', () => {
    expect(startOf('kind:age', { vocabulary, types: ['int'] })).toEqual({ kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } })
    expect(startOf('kind:datePart', { vocabulary, types: ['int'], fact })).toEqual({ kind: 'datePart', of: { kind: 'field', field: 'ts' }, part: 'month' })
  })
})

describe('figures of periods', () => {
  const days: AggregateNode = { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'last', n: 30, unit: 'd' }, each: { per: 'day', fn: 'count' } }
  it('have a type, so that they can be compared', () => {
    expect(typeOf(days, vocabulary)).toEqual({ type: 'int' })
    expect(typeOf({ ...days, fn: 'avg' }, vocabulary)).toEqual({ type: 'decimal' })
    expect(typeOf({ ...days, fn: 'median', field: 'amount', each: { per: 'month', fn: 'sum' } }, vocabulary)).toMatchObject({ type: 'money' })
    expect(typeOf({ ...days, fn: 'max', field: 'steps', each: { per: 'month', fn: 'avg' } }, vocabulary)).toEqual({ type: 'decimal' })
  })
  it('keep what fits and begin a field where the periods need one', () => {
    expect(withEach(days, { per: 'day', fn: 'sum' }, fact)).toEqual({ ...days, field: 'amount', each: { per: 'day', fn: 'sum' } })
    expect(withEach({ kind: 'agg', table: 'txn', fn: 'decay', halfLife: 30 }, { per: 'day', fn: 'count' }, fact)).toEqual({ kind: 'agg', table: 'txn', fn: 'avg', each: { per: 'day', fn: 'count' } })
    expect(withEach({ ...days, window: { kind: 'all' } }, { per: 'day', fn: 'count', empty: 'zero' }, fact).each).toEqual({ per: 'day', fn: 'count' })
    expect(withEach({ ...days, fn: 'avg', each: { per: 'day', fn: 'count' } }, undefined, fact)).toMatchObject({ fn: 'avg', field: 'amount' })
    expect(withOuter({ ...days, fn: 'quantile', q: 0.5 }, 'max')).toEqual({ ...days, fn: 'max' })
    expect(functionsOf(days, fact)).not.toContain('distinct')
    expect(fieldsOf(days, fact).isTaken).toBe(false)
  })
})

describe('conditions on rows', () => {
  const row = startCompare({ kind: 'field', field: 'kind' }, { type: 'bool' })
  const { node: anyFilter } = fc.letrec<{ node: BoolNode; group: BoolNode }>((tie) => ({
    node: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constant<BoolNode>(row), tie('group')),
    group: fc
      .record({ mode: fc.constantFrom('all' as const, 'any' as const, 'none' as const), rows: fc.array(tie('node'), { minLength: 2, maxLength: 3 }) })
      .map(fromGroup),
  }))
  it('read and write the same, groups in groups', () => {
    expect(toFilter('all', [])).toBeUndefined()
    expect(filterRows(undefined).rows).toEqual([])
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const { mode, rows } = filterRows(filter)
        expect(toFilter(mode, rows)).toEqual(filter)
      }),
    )
    expect(toFilter('none', [row])).toEqual({ kind: 'not', not: row })
    expect(filterRows({ kind: 'not', not: row })).toEqual({ mode: 'none', rows: [row] })
  })
  it('a group begun with one row stays a group', () => {
    const group = fromGroup({ mode: 'any', rows: [row] })
    expect(groupOf(group)).toEqual({ mode: 'any', rows: [row] })
    const filter = toFilter('all', [row, group])
    expect(filterRows(filter).rows).toEqual([row, group])
  })
})

describe('comparisons with others', () => {
  const node: PopulationNode = { kind: 'population', fn: 'tile', tiles: 5, of: { kind: 'tag', tag: 'aum' }, ties: [{ of: { kind: 'tag', tag: 'count' }, best: 'low' }], by: [{ kind: 'attr', table: 'customer', field: 'main_org_id' }] }
  it('keep of another kind only what it may have', () => {
    expect(withKind(node, 'rank')).toEqual({ kind: 'population', fn: 'rank', of: node.of, by: node.by })
    expect(withKind({ ...node, best: 'low' }, 'zscore')).not.toHaveProperty('best')
    expect(withKind(withKind(node, 'tile'), 'tile')).toEqual(node)
  })
  it('leave out what is empty', () => {
    expect(withPart(node, { by: [], ties: [] })).toEqual({ kind: 'population', fn: 'tile', tiles: 5, of: node.of })
    expect(withPart(node, { among: { kind: 'always' } })).toEqual({ ...node, among: { kind: 'always' } })
    expect(withPart({ ...node, among: { kind: 'always' } }, { among: undefined })).toEqual(node)
  })
  it('name the values of groups and back', () => {
    fc.assert(fc.property(fc.oneof(anyValue, fc.constant<ValueNode>({ kind: 'attr', table: 'customer', field: 'a:b' })), (value) => { expect(groupValue(groupCode(value))).toEqual(value) }))
  })
  it('are the first n at first; a percentile asks anew', () => {
    const rank = startCompare(withKind(node, 'rank'), { type: 'int' })
    expect(rank.op).toBe('<=')
    const next = withNewLeft({ ...rank, value: 100 }, withKind(node, 'percentile'), vocabulary)
    expect(next).toMatchObject({ op: '>=' })
    expect(next).not.toHaveProperty('value')
  })
})

describe('a value turned where it stands', () => {
  const aum: ValueNode = { kind: 'tag', tag: 'aum' }
  it('goes back to itself', () => {
    const birth: ValueNode = { kind: 'attr', table: 'customer', field: 'birth_date' }
    for (const turn of turnsOf(birth, vocabulary)) expect(turned(turned(birth, turn), 'inner')).toEqual(birth)
    for (const turn of turnsOf(aum, vocabulary)) expect(turned(turned(aum, turn), 'inner')).toEqual(aum)
    expect(turnsOf(birth, vocabulary)).toEqual(['age', 'daysSince', 'datePart', 'coalesce'])
    expect(turnsOf({ kind: 'tag', tag: 'stage' }, vocabulary)).toEqual(['coalesce'])
  })
  it('an amount is never taken for a number', () => {
    const count: CompareNode = { kind: 'compare', left: { kind: 'agg', table: 'txn', fn: 'count' }, op: '>=', value: 5 }
    expect(withNewLeft(count, { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount' }, vocabulary)).not.toHaveProperty('value')
    expect(withNewLeft(count, { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' } }, vocabulary)).toMatchObject({ value: 5 })
  })
})

describe('the palette', () => {
  const found = (typed: string) => paletteOf(vocabulary, typed, undefined, ({ as, name: { en } }) => `${as ?? ''} ${en}`).flatMap(({ items }) => items)
  it('offers the age first, and finds it by its word', () => {
    const dates = paletteOf(vocabulary).find(({ key }) => key === 'dates')?.items ?? []
    expect(dates.map(({ key }) => key)).toEqual(['birth_date.age', 'birth_date.datePart', 'open_date.daysSince', 'open_date.datePart'])
    expect(dates[0]?.node).toEqual({ kind: 'compare', left: { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } }, op: '>=' })
    expect(found('age birth').map(({ key }) => key)).toEqual(['birth_date.age'])
  })
  it('counts the days with rows, ranks by rows and draws a part', () => {
    expect(found('activedays')[0]?.node).toEqual({ kind: 'compare', left: { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'last', n: 30, unit: 'd' }, each: { per: 'day', fn: 'count' } }, op: '>=' })
    expect(found('txn.rank')[0]?.node).toMatchObject({ op: '<=', left: { kind: 'population', fn: 'rank', of: { kind: 'agg' } } })
    expect(found('sample')[0]?.node).toEqual({ kind: 'sample', share: 0.1, salt: 'sample' })
  })
})

describe('versions of a segment', () => {
  it('stay pinned when another segment is chosen', () => {
    const pinned = { kind: 'inSegment', segment: 'l', version: 1 } as const
    expect(withSegment(pinned, 's', vocabulary)).toEqual({ ...pinned, segment: 's', version: 3 })
    expect(withSegment({ ...pinned, version: 'latest' }, 's', vocabulary).version).toBe('latest')
    expect(withSegment(pinned, 'old', vocabulary).version).toBe('latest')
  })
})
