import { expect, it } from 'vitest'
import { renderSql } from '#kernel/sql'
import { checkValue } from './check.js'
import { compileValue } from './compile.js'
import { type RuleCustomer } from './customer.js'
import { valueEvaluator } from './evaluate.js'
import { type ValueDocument, type ValueNode } from './node.js'
import { fieldsReadBy, referencesOf } from './reference.js'
import { phraseOfValue } from './sentence.js'
import { asOf, schema, timeZone } from './small-bank.test.js'
import { streamable } from './streaming.js'

const tag = (code: string): ValueNode => ({ kind: 'tag', tag: code })
const doc = (...entropy: ValueNode[]): ValueDocument => ({ v: 1, kind: 'value', value: { kind: 'entropy', entropy } })
const customer = (aum: number | null, peak: number | null): RuleCustomer => ({ custId: 'C', attrs: {}, tags: { aum, peak }, facts: {}, segments: [], lists: [] })
const money = (value: number): ValueNode => ({ kind: 'literal', type: 'money', value })

it.each([
  // Two alike: ln 2. A half and two quarters: ½ ln 2 + ½ ln 4 = 1.5 ln 2. Nine to one: −.9 ln .9 − .1 ln .1.
  ['two alike', 500, 500, 0, 0.693147],
  ['a half and two quarters', 500, 250, 250, 1.039721],
  ['three alike', 7, 7, 7, 1.098612],
  ['nine to one', 900, 100, 0, 0.325083],
  ['one is all', 900, 0, 0, 0],
  ['nothing at all', 0, 0, 0, null],
  ['a part below zero', 500, -1, 0, null],
  ['a part not known', 500, null, 0, null],
])('RULE-15: the entropy of %s, by hand', (_what, aum, peak, third, found) => {
  expect(valueEvaluator(doc(tag('aum'), tag('peak'), money(third)), schema, { asOf, timeZone })(customer(aum, peak))).toBe(found)
})

it('compiles to one expression that names the list of parts once', () => {
  const { value } = compileValue(doc(tag('aum'), tag('peak'), money(5)), schema, { asOf, timeZone })
  expect(renderSql(value).text.replaceAll('`', '')).toBe(
    'toFloat64(arrayMap(v0 -> if(arrayMin(v0) < 0 OR arraySum(v0) = 0, NULL, abs(round(arraySum(part -> if(part > 0, (part / arraySum(v0)) * log((part / arraySum(v0))), 0.), v0), 6))), ' +
      '[[ifNotFinite(ifNull(toFloat64(c.aum), -1.), -1.), ifNotFinite(ifNull(toFloat64(c.peak), -1.), -1.), ifNotFinite(ifNull(toFloat64({p0:Int64}), -1.), -1.)]])[1])',
  )
})

it('is said, read, kept event by event, and refused where it does not fit', () => {
  const value = doc(tag('aum'), tag('peak'))
  expect(phraseOfValue(value, schema, 'zh')).toBe('（月日均AUM、历史峰值）各占比的熵 −Σp·ln p')
  expect(phraseOfValue(value, schema, 'en')).toBe('Entropy −Σp·ln p of the shares of (monthly average AUM, peak AUM)')
  expect(referencesOf(value).tags).toEqual(['aum', 'peak'])
  expect(streamable(value)).toMatchObject({ streaming: 'yes' })
  expect(checkValue(value, schema)).toMatchObject({ ok: true, type: { type: 'decimal' } })
  const refused = (document: unknown, code: string, path: string) => expect(checkValue(document, schema)).toMatchObject({ ok: false, mistakes: [{ code, path }] })
  refused(doc(tag('aum'), tag('tier')), 'RULE_TYPE_MISMATCH', 'value.entropy[1]')
  refused(doc(tag('aum'), tag('products')), 'RULE_TYPE_MISMATCH', 'value.entropy[1]')
  refused(doc(tag('aum'), tag('usd')), 'RULE_TYPE_MISMATCH', 'value.entropy[1]')
  expect(checkValue(doc(tag('aum')), schema)).toMatchObject({ ok: false })
})

it('what is told of an attribute is read from its column', () => {
  const youngest: ValueDocument = { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'child_birth_years.youngest' } }
  expect(fieldsReadBy(youngest)).toEqual([{ table: 'customer', field: 'child_birth_years' }])
})
