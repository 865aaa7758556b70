import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { paletteOf } from './palette.js'
import { forgetUsed, keepFolds, keptFolds, recentUsed, rememberUsed } from './palette-memory.js'
import { actOf, foundBy, MOST_SHOWN, piecesOf, reached, rowsOf, type RowsAsked, shareLabel, withRecent } from './palette-rows.js'

const named = (zh: string, en: string) => ({ zh, en })
const vocabulary = {
  tags: [
    { key: 'aum', name: named('资产', 'Assets'), type: 'money', ccy: 'CNY' },
    { key: 'best-channel', name: named('渠道偏好', 'Best channel'), type: 'enum' },
    { key: 'best-channel.SMS', name: named('渠道偏好 短信响应率', 'rate of answers by Text in Best channel'), type: 'decimal' },
    { key: 'best-channel.CALL', name: named('渠道偏好 电话响应率', 'rate of answers by Call in Best channel'), type: 'decimal' },
    { key: 'lone.SHARE', name: named('没有标签的占比', 'a share without its tag'), type: 'decimal' },
  ],
  attributes: [{ table: 'customer', key: 'open_date', name: named('开户日期', 'Opening date'), type: 'date' }],
  facts: [],
  segments: [{ key: 's', name: named('客群', 'Segment') }],
  asOf: null,
}
const label = ({ name }: { readonly name: { readonly zh: string } }) => name.zh
const shown = (part: Partial<RowsAsked> = {}, typed = '') => rowsOf({ sections: paletteOf(vocabulary, typed, undefined, label), recent: [], typed, folds: {}, ...part })
const keys = (...asked: Parameters<typeof shown>) => shown(...asked).map(({ key }) => key)

describe('the lines of the palette', () => {
  it('the first section is open at first, the others are their headings with their numbers', () => {
    expect(keys()).toEqual(['tags', 'tags/aum', 'tags/best-channel', 'tags/lone.SHARE', 'attributes', 'dates', 'ranks', 'computed', 'segments'])
    expect(shown().filter(({ what }) => what === 'section').map(({ count, isOpen }) => [count, isOpen])).toEqual([[5, true], [1, false], [2, false], [4, false], [4, false], [1, false]])
  })

  it('what was folded or opened stays so', () => {
    expect(keys({ folds: { tags: false, segments: true } })).toEqual(['tags', 'attributes', 'dates', 'ranks', 'computed', 'segments', 'segments/s'])
  })

  it('shares are folded under their tag, and under its name where the tag itself is not offered', () => {
    expect(shown().find(({ key }) => key === 'tags/best-channel')).toMatchObject({ what: 'item', count: 2, isOpen: false })
    expect(keys({ folds: { 'tags/best-channel': true } }).slice(2, 5)).toEqual(['tags/best-channel', 'tags/best-channel.SMS', 'tags/best-channel.CALL'])
    const ranks = shown({ folds: { tags: false, ranks: true } }).filter(({ section }) => section === 'ranks')
    expect(ranks.map(({ key, what }) => [key, what])).toEqual([['ranks', 'section'], ['ranks/aum', 'item'], ['ranks/best-channel', 'fold'], ['ranks/lone.SHARE', 'item']])
    expect(ranks[2]?.tag).toEqual({ key: 'best-channel', name: named('渠道偏好', 'Best channel') })
  })

  it('a search opens what matches, over what was folded; a tag found by its name keeps its shares folded', () => {
    expect(keys({}, '短信')).toEqual(['tags', 'tags/best-channel', 'tags/best-channel.SMS', 'ranks', 'ranks/best-channel', 'ranks/best-channel.SMS'])
    expect(keys({}, '渠道偏好').slice(0, 2)).toEqual(['tags', 'tags/best-channel'])
    expect(shown({}, '渠道偏好')[1]).toMatchObject({ what: 'item', isOpen: false, count: 2 })
    expect(keys({ folds: { tags: false } }, '渠道偏好')).toEqual(['tags', 'ranks', 'ranks/best-channel'])
    expect(keys({}, '渠道偏好 短信')).toEqual(keys({}, '短信'))
    expect(keys({}, 'nothing of the kind')).toEqual([])
  })

  it('what was used before stands at the top; what is gone says so', () => {
    const rows = shown({ recent: ['ranks/aum', 'tags/gone'] })
    expect(rows.slice(0, 3).map(({ key, what, was }) => [key, what, was])).toEqual([['recent', 'section', undefined], ['recent/ranks/aum', 'item', 'ranks'], ['recent/tags/gone', 'gone', 'tags/gone']])
    expect(rows[1]?.item?.node).toMatchObject({ left: { kind: 'population' } })
    expect(rows[3]).toMatchObject({ key: 'tags', isOpen: true })
    expect(keys({ recent: ['ranks/aum'], folds: { recent: false } }).slice(0, 2)).toEqual(['recent', 'tags'])
  })

  it('the most of a long section is shown, the rest at a press', () => {
    const tags = Array.from({ length: MOST_SHOWN + 7 }, (_, at) => ({ key: `t${at}`, name: named(`标签${at}`, `Tag ${at}`), type: 'int' }))
    const sections = paletteOf({ ...vocabulary, tags })
    const cut = rowsOf({ sections, recent: [], typed: '', folds: {} })
    expect(cut.find(({ what }) => what === 'more')).toMatchObject({ key: 'tags+', count: 7 })
    const whole = rowsOf({ sections, recent: [], typed: '', folds: { 'tags+': true } })
    expect(whole.filter(({ section, what }) => section === 'tags' && what === 'item')).toHaveLength(MOST_SHOWN + 7)
  })

  it('every line has a key of its own, and stands under a line that is open', () => {
    const fold = fc.dictionary(fc.constantFrom('recent', 'tags', 'tags/best-channel', 'ranks', 'ranks/best-channel', 'computed'), fc.boolean(), { noNullPrototype: true })
    const recent = fc.uniqueArray(fc.constantFrom('tags/aum', 'tags/best-channel.SMS', 'ranks/aum', 'tags/gone', 'computed/arith'))
    fc.assert(
      fc.property(fold, recent, fc.constantFrom('', '渠道', 'aum'), (folds, used, typed) => {
        const rows = shown({ folds, recent: typed === '' ? used : [] }, typed)
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
        for (const { parent } of rows) if (parent !== null) expect(rows.find(({ key }) => key === parent)?.isOpen).toBe(true)
      }),
    )
  })
})

describe('keys in the palette', () => {
  const rows = shown({ folds: { 'tags/best-channel': true } })
  const at = (key: string) => rows.findIndex((row) => row.key === key)
  it('arrows go up and down and stop at the ends', () => {
    expect([reached(rows, 0, 'ArrowUp'), reached(rows, 0, 'ArrowDown'), reached(rows, 0, 'End'), reached(rows, rows.length - 1, 'ArrowDown'), reached(rows, 3, 'Home')]).toEqual([0, 1, rows.length - 1, rows.length - 1, 0])
  })
  it('fold, open, add and leave', () => {
    const [open, shut, item] = [at('tags'), at('attributes'), at('tags/aum')]
    expect([actOf(rows, open, 'ArrowLeft'), actOf(rows, shut, 'ArrowRight'), actOf(rows, open, 'ArrowRight'), actOf(rows, item, 'Enter'), actOf(rows, 0, 'ArrowUp'), actOf(rows, item, 'Escape'), actOf(rows, item, 'a')]).toEqual(['fold', 'open', 'go', 'press', 'leave', 'leave', undefined])
  })
  it('right goes into what is open, left out to what it stands under', () => {
    expect(reached(rows, at('tags/best-channel'), 'ArrowRight')).toBe(at('tags/best-channel.SMS'))
    expect(reached(rows, at('tags/best-channel.CALL'), 'ArrowLeft')).toBe(at('tags/best-channel'))
    expect(reached(rows, at('tags/best-channel'), 'ArrowLeft')).toBe(at('tags'))
    expect([reached(rows, at('tags/aum'), 'ArrowRight'), reached(rows, 0, 'ArrowLeft')]).toEqual([at('tags/aum'), 0])
  })
})

describe('what was searched for', () => {
  it('is marked, letter for letter', () => {
    expect(piecesOf('Best channel', 'CH be')).toEqual([{ text: 'Be', isFound: true }, { text: 'st ', isFound: false }, { text: 'ch', isFound: true }, { text: 'annel', isFound: false }])
    expect(piecesOf('资产', '')).toEqual([{ text: '资产', isFound: false }])
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, typed) => { expect(piecesOf(text, typed).map((piece) => piece.text).join('')).toBe(text) }))
  })
  it('tells what matched where the name does not show it', () => {
    const item = { key: 'aum', name: named('资产', 'Assets') }
    expect([foundBy(item, '资产', '资'), foundBy(item, '资产', 'asset'), foundBy(item, '资产', 'aum')]).toEqual([null, 'Assets', 'aum'])
  })
  it('a share under its tag is called without it', () => {
    expect([shareLabel('渠道偏好 短信响应率', '渠道偏好'), shareLabel('rate of answers by Text in Best channel', 'Best channel'), shareLabel('别的', '渠道偏好')]).toEqual(['短信响应率', 'rate of answers by Text', '别的'])
  })
})

describe('what is kept on the device', () => {
  afterEach(() => vi.unstubAllGlobals())
  const storage = () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) })
    return kept
  }
  it('the last six used, each once, the newest first', () => {
    storage()
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'c']) rememberUsed(id)
    expect(recentUsed()).toEqual(['c', 'g', 'f', 'e', 'd', 'b'])
    forgetUsed('g')
    expect(recentUsed()).toEqual(['c', 'f', 'e', 'd', 'b'])
    expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a'])
  })
  it('folds, as they were', () => {
    storage()
    keepFolds({ tags: false, ranks: true })
    expect(keptFolds()).toEqual({ tags: false, ranks: true })
  })
  it('what cannot be read or kept is forgotten', () => {
    const kept = storage()
    kept.set('qunce.palette.recent', '{')
    kept.set('qunce.palette.folds', '{"tags":"x","ranks":true}')
    expect([recentUsed(), keptFolds()]).toEqual([[], { ranks: true }])
    vi.stubGlobal('localStorage', { getItem: () => { throw new Error('refused') }, setItem: () => { throw new Error('refused') } })
    rememberUsed('a')
    expect(recentUsed()).toEqual([])
  })
})
