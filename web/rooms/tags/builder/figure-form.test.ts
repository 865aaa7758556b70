import { expect, it } from 'vitest'
import { tagSchema } from '#tags/contract'
import { emptyShare, fromShares, isShareWhole, startFigure, toShares, usesMore } from './figure-form.js'
import { emptyAbout, readTag, toTagBody } from './tag-draft.js'

const share = { ...startFigure('app_event', 'share'), of: { kind: 'compare' as const, left: { kind: 'field' as const, field: 'page' }, op: '=' as const, value: 'WEALTH' } }

it('shares survive the form: figures by controls, others as text; what is not whole is left out', () => {
  const shares = [
    { code: 'WEALTH', zh: '理财', en: 'Wealth', value: { v: 1 as const, kind: 'value' as const, value: share } },
    { code: 'SUM', zh: '合计', en: 'Sum', value: { v: 1 as const, kind: 'value' as const, value: { kind: 'literal' as const, type: 'decimal' as const, value: 0.5 } } },
  ]
  const forms = fromShares(shares)
  expect(forms.map(({ figure, text }) => [figure?.fn, text === ''])).toEqual([['share', true], [undefined, false]])
  expect(toShares(forms)).toEqual({ shares })
  expect(toShares([emptyShare, { ...emptyShare, code: 'X', zh: 'x', text: '{' }])).toEqual({})
  expect([isShareWhole(emptyShare), forms.every(isShareWhole)]).toEqual([false, true])
  const body = { facet: 'value', classification: 'C1', compute: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'aum' } }, shares }
  const read = readTag({ key: 'k', name: { zh: 'k' }, body } as Parameters<typeof readTag>[0])!
  expect(tagSchema.parse(toTagBody(read.about, read.body.compute, read.body)).shares).toEqual(shares)
  expect(tagSchema.parse(toTagBody({ ...emptyAbout, shares: [] }, read.body.compute, read.body)).shares).toBeUndefined()
})

it('a figure shows what is folded under more when it has any of it', () => {
  const plain = startFigure('txn', 'count')
  expect([plain, { ...plain, window: { kind: 'all' as const } }, { ...plain, fn: 'slope' as const, field: 'amount' }, { kind: 'agg' as const, table: 'txn', fn: 'sum' as const, field: 'amount' }].map(usesMore)).toEqual([false, false, false, false])
  expect([startFigure('txn', 'share'), { ...plain, window: { kind: 'month' as const, offset: 0 } }, { ...plain, each: { per: 'day' as const, fn: 'count' as const } }].map(usesMore)).toEqual([true, true, true])
})
