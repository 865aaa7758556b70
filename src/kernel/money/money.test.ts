import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currencyWord, isCurrencyCode, minorUnitsOf, symbolOf } from './currency.js'
import { formatMoney } from './format-money.js'
import { parseMoney } from './parse-money.js'

describe('currency', () => {
  it('knows minor units', () => {
    expect(['CNY', 'JPY', 'USD', 'CZK', 'KWD', 'constructor'].map(minorUnitsOf)).toEqual([2, 0, 2, 2, 3, 2])
  })
  it('names currencies', () => {
    expect([currencyWord('CNY', 'zh'), currencyWord('CNY', 'en'), currencyWord('THB', 'zh')]).toEqual([
      '元',
      ' CNY',
      ' THB',
    ])
    expect(symbolOf('THB')).toBe('THB ')
    expect([isCurrencyCode('CNY'), isCurrencyCode('cny')]).toEqual([true, false])
  })
})

describe('formatMoney', () => {
  it.each([
    [123456n, 'CNY', '¥1,234.56'],
    [-5n, 'CNY', '-¥0.05'],
    [0n, 'CNY', '¥0.00'],
    [1234567n, 'JPY', 'JP¥1,234,567'],
    [9007199254740993n, 'USD', 'US$90,071,992,547,409.93'],
    [1500n, 'KWD', 'KWD 1.500'],
  ])('%s %s', (minor, ccy, text) => expect(formatMoney(minor, ccy, 'en')).toBe(text))
  it.each([
    [5_000_000n, 'zh', '¥5万'],
    [12_345_678n, 'zh', '¥12.35万'],
    [999_999n, 'zh', '¥1万'],
    [99_999_999_99n, 'zh', '¥1亿'],
    [123_456n, 'zh', '¥1,234.56'],
    [150_000n, 'en', '¥1.5K'],
    [99_999_999n, 'en', '¥1M'],
    [5_000_000_000_00n, 'en', '¥5B'],
    [-5_000_000n, 'zh', '-¥5万'],
    [5000n, 'zh', '¥50'],
  ] as const)('compact %s in %s', (minor, lang, text) => {
    expect(formatMoney(minor, 'CNY', lang, { compact: true })).toBe(text)
  })
  it('refuses a number that is not whole', () => {
    expect(() => formatMoney(1.5, 'CNY', 'zh')).toThrow(RangeError)
    expect(formatMoney(150, 'CNY', 'zh', { symbol: false })).toBe('1.50')
  })
})

describe('parseMoney', () => {
  it.each([
    ['1,234.5', 'CNY', {}, 123450n],
    ['-0.07', 'CNY', {}, -7n],
    ['+12', 'JPY', {}, 12n],
    ['1.000', 'CNY', {}, 100n],
    ['1.234,56', 'CZK', { decimal: ',' }, 123456n],
    ['1 234,56', 'CZK', { decimal: ',' }, 123456n],
    ['123456', 'CNY', { unit: 'minor' }, 123456n],
    ['0.29', 'USD', {}, 29n],
    ['1.005', 'CNY', {}, null],
    ['1.5', 'JPY', {}, null],
    ['1.5', 'CNY', { unit: 'minor' }, null],
    ['12,34', 'CNY', {}, null],
    ['1e5', 'CNY', {}, null],
    ['', 'CNY', {}, null],
    ['¥5', 'CNY', {}, null],
    ['92233720368547758.08', 'CNY', {}, null],
    ['92233720368547758.07', 'CNY', {}, 9223372036854775807n],
  ] as const)('%s %s %j', (text, ccy, options, minor) => expect(parseMoney(text, ccy, options)).toBe(minor))
  it('reads back what formatMoney writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (minor) => {
        expect(parseMoney(formatMoney(minor, 'CNY', 'zh', { symbol: false }), 'CNY')).toBe(minor)
      }),
    )
  })
})
