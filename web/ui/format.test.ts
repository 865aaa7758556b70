import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCompact,
  formatDuration,
  formatInstant,
  type FormatLocale,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPp,
  formatSigned,
} from './format.js'

const zh: FormatLocale = { language: 'zh-CN', zone: 'Asia/Shanghai' }
const en: FormatLocale = { language: 'en', zone: 'Asia/Shanghai' }

describe('numbers', () => {
  it('groups thousands and uses a true minus', () => {
    expect(formatNumber(1234567, zh)).toBe('1,234,567')
    expect(formatNumber(-1204.56, en, 1)).toBe('\u22121,204.6')
  })

  it('shortens by 万 and 亿 in Chinese, by K and M in English', () => {
    expect(formatCompact(9_999, zh)).toBe('9,999')
    expect(formatCompact(123_456, zh)).toBe('12.3万')
    expect(formatCompact(340_000_000, zh)).toBe('3.4亿')
    expect(formatCompact(123_456, en)).toBe('123.5K')
    expect(formatCompact(340_000_000, en)).toBe('340M')
  })

  it('signs differences', () => {
    expect(formatSigned(35, en)).toBe('+35')
    expect(formatSigned(0, en)).toBe('0')
  })
})

describe('money', () => {
  it('reads minor units exactly, also beyond 2^53', () => {
    expect(formatMoney('-5', 'CNY', en, { style: 'full' })).toBe('\u2212¥0.05')
    expect(formatMoney('9223372036854775807', 'CNY', en, { style: 'full' })).toBe(
      '¥92,233,720,368,547,758.07',
    )
  })

  it('knows the minor unit of each currency', () => {
    expect(formatMoney(1205, 'CNY', zh, { style: 'full' })).toBe('¥12.05')
    expect(formatMoney(1205, 'JPY', zh, { style: 'full' })).toBe('JP¥1,205')
    expect(formatMoney(1205n, 'USD', en)).toBe('US$12.05')
  })

  it('shortens large sums', () => {
    expect(formatMoney(12_345_678_900n, 'CNY', zh)).toBe('¥1.23亿')
    expect(formatMoney(12_345_678_900n, 'CNY', en)).toBe('¥123.46M')
    expect(formatMoney(-1_200_000n, 'CNY', zh)).toBe('\u2212¥1.2万')
  })
})

describe('ratios', () => {
  it('shows percentages and percentage points', () => {
    expect(formatPercent(0.1234, zh)).toBe('12.3%')
    expect(formatPp(0.0123, en)).toBe('+1.2 pp')
    expect(formatPp(-0.2, en)).toBe('\u221220.0 pp')
    expect(formatPp(0, en)).toBe('0.0 pp')
  })
})

describe('times and sizes', () => {
  it('shows an instant in the zone of the bank', () => {
    expect(formatInstant('2025-03-30T17:05:09Z', zh)).toBe('2025-03-31 01:05')
    expect(formatInstant('2025-03-30T17:05:09Z', { ...zh, zone: 'UTC' }, true)).toBe('2025-03-30 17:05:09')
  })

  it('takes the largest fitting unit', () => {
    expect(formatDuration(950, en)).toBe('950 ms')
    expect(formatDuration(90_000, en)).toBe('1.5 min')
    expect(formatBytes(1204, en)).toBe('1.2 kB')
    expect(formatBytes(0, en)).toBe('0 byte')
  })
})
