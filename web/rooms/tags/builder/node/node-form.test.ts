import { describe, expect, it } from 'vitest'
import { type BoolNode, valueDocument, type ValueNode } from '#kernel/rule'
import { moved, newBranch } from './branches.js'
import { conditionOf, crossed, partsOf } from './cells.js'
import { codesOf, isNodeWhole } from './node-form.js'
import { sayCondition } from './speak.js'
import { typeOf } from '../../../../ui/rule-editor/spoken.js'
import { choiceOf, composites, currencyOf, everyType, startOf } from '../../../../ui/rule-editor/value-choice.js'
import { termsOf, toArith } from '../../../../ui/rule-editor/value-form.js'

const vocabulary = {
  tags: [{ key: 'aum', type: 'money', ccy: 'CNY', name: { zh: '资产', en: 'assets' } }],
  attributes: [{ key: 'birth_date', table: 'customer', type: 'date', name: { zh: '出生日期', en: 'birth date' } }],
  facts: [{ table: 'touch', name: { zh: '触达', en: 'touches' }, rows: 3, fields: [{ key: 'channel', type: 'enum', name: { zh: '渠道', en: 'channel' } }] }],
  segments: [],
  asOf: null,
}
const aum: ValueNode = { kind: 'tag', tag: 'aum' }
const one: ValueNode = { kind: 'literal', type: 'int', value: 1 }
const code = (value: string): ValueNode => ({ kind: 'literal', type: 'enum', value })
const over: BoolNode = { kind: 'compare', left: aum, op: '>=', value: 100_000 }

describe('arithmetic as a chain', () => {
  const right: ValueNode = { kind: 'arith', op: '/', left: one, right: aum }
  const whole = { kind: 'arith', op: '-', left: { kind: 'arith', op: '*', left: aum, right: one }, right } as const

  it('is its terms from the first on; a bracket on the right stays one term', () => {
    expect(termsOf(whole)).toEqual({ first: aum, rest: [{ op: '*', value: one }, { op: '-', value: right }] })
    expect(toArith(termsOf(whole))).toEqual(whole)
    expect(toArith({ first: aum, rest: [] })).toEqual(aum)
  })

  it('money less money is money, its ratio is not', () => {
    expect(typeOf({ kind: 'arith', op: '-', left: aum, right: aum }, vocabulary)?.type).toBe('money')
    expect(typeOf({ kind: 'arith', op: '/', left: aum, right: aum }, vocabulary)?.type).toBe('decimal')
    expect(typeOf({ kind: 'case', when: [{ if: over, then: aum }] }, vocabulary)?.ccy).toBe('CNY')
  })
})

describe('a value being written', () => {
  const wanted = { vocabulary, types: everyType, isDefinition: true }
  it.each(composites)('%s begins as a document the engine reads, and tells what is missing', (kind) => {
    const node = startOf(`kind:${kind}`, wanted)
    expect(choiceOf(node, true)).toBe(`kind:${kind}`)
    if (isNodeWhole(node)) expect(valueDocument.safeParse({ v: 1, kind: 'value', value: node }).success).toBe(true)
    else expect(['population', 'arith', 'coalesce', 'entropy', 'case', 'bucket']).toContain(kind)
  })

  it('WEB-8 tables of conditions, bands, codes and yes or no stand in definitions alone', () => {
    const table = startOf('kind:case', wanted)
    expect([choiceOf(table, true), choiceOf(table)]).toEqual(['kind:case', 'other'])
    expect([choiceOf(code('A'), true), choiceOf(code('A'))]).toEqual(['literal:enum', 'other'])
    expect(startOf('literal:bool', wanted)).toEqual({ kind: 'literal', type: 'bool', value: '' })
  })

  it('an amount is written in the currency of what stands beside it', () => {
    const dollars = { ...vocabulary, tags: [{ ...vocabulary.tags[0]!, ccy: 'USD' }] }
    expect(currencyOf([{ kind: 'literal', type: 'money', value: 1 }, aum], dollars)).toBe('USD')
    expect(currencyOf([one], dollars)).toBeUndefined()
  })

  it('a comparison with others is whole with its customers and ties said', () => {
    const ranked = { kind: 'population', fn: 'tile', tiles: 5, of: aum } as const
    expect([isNodeWhole(ranked), isNodeWhole({ ...ranked, ties: [{ of: { kind: 'tag', tag: '' } }] }), isNodeWhole({ ...ranked, among: { kind: 'all', all: [] } })]).toEqual([true, false, false])
  })

  it('a table of conditions is whole with every condition and value said', () => {
    const table = { kind: 'case', when: [{ if: over, then: code('RICH') }], else: code('OTHER') } as const
    expect(isNodeWhole(table)).toBe(true)
    expect(isNodeWhole({ ...table, when: [...table.when, newBranch(table)] })).toBe(false)
    expect(newBranch({ kind: 'case', when: [{ if: over, then: one }] }).then).toEqual({ kind: 'literal', type: 'int', value: 0 })
    expect(codesOf({ ...table, when: [...table.when, { if: over, then: { kind: 'coalesce', coalesce: [code('NEW'), code('RICH')] } }] })).toEqual(['RICH', 'NEW', 'OTHER'])
  })

  it('branches change places and stop at the ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
  })

  it('conditions are said with the names of the bank, and not at all while they do not fit', () => {
    expect(sayCondition(over, vocabulary, 'en')).toBe('Assets is at least 1,000 CNY')
    expect(sayCondition(over, vocabulary, 'zh-CN')).toContain('资产')
    expect(sayCondition({ kind: 'always' }, vocabulary, 'en')).toBeNull()
    expect(sayCondition({ kind: 'compare', left: { kind: 'tag', tag: 'gone' }, op: 'isSet' }, vocabulary, 'en')).toBeNull()
  })
})

describe('cells of a response', () => {
  it('one for each code and part of the day, read back as code and hours', () => {
    const cells = crossed('channel', [{ code: 'SMS', zh: '短信', en: 'Text' }], 'ts')
    expect(cells.map(({ code: each, zh }) => `${each} ${zh}`)).toEqual(['SMS_MORNING 短信·上午', 'SMS_AFTERNOON 短信·下午', 'SMS_EVENING 短信·晚间'])
    expect(cells.map((cell) => partsOf(cell.if)?.hours)).toEqual([{ of: 'ts', from: 0, to: 11 }, { of: 'ts', from: 12, to: 17 }, { of: 'ts', from: 18, to: 23 }])
    expect(crossed('channel', [{ code: 'A B', zh: '甲', en: 'A' }], null)).toEqual([{ code: 'A_B', zh: '甲', en: 'A', if: conditionOf({ field: 'channel', code: 'A B', hours: null }) }])
  })

  it('other conditions are not taken for that', () => {
    expect(partsOf({ kind: 'compare', left: { kind: 'field', field: 'channel' }, op: 'in', value: ['SMS'] })).toBeNull()
    expect(partsOf({ kind: 'all', all: [conditionOf({ field: 'channel', code: 'SMS', hours: null })] })).toBeNull()
    expect(partsOf(over)).toBeNull()
  })
})
