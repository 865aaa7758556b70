import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import { cellName, traitValue } from './cell-words.js'

const locale = { language: 'zh-CN', zone: 'Asia/Shanghai' } as const
const t = ((key: string, values?: Record<string, string>) => `${key} ${Object.values(values ?? {}).join(' ')}`.trim()) as unknown as TFunction<'insight'>
const ground = { t, locale, say: ({ zh }: { zh: string }) => zh }

describe('names of cells', () => {
  it('a value by its name, a bin by its bounds in the units of the trait', () => {
    const bin = { code: '1', label: { zh: '', en: '' }, from: 100_000, to: 500_000 }
    expect(cellName({ ...bin, label: { zh: '男', en: 'Male' } }, { type: 'enum', ccy: null }, ground)).toBe('男')
    expect(cellName(bin, { type: 'money', ccy: 'CNY' }, ground)).toBe('portrait.between ¥1,000 ¥5,000')
    expect(cellName({ ...bin, from: null }, { type: 'int', ccy: null }, ground)).toBe('portrait.below 500,000')
    expect(cellName({ ...bin, to: null }, { type: 'int', ccy: null }, ground)).toBe('portrait.atLeast 100,000')
    expect(traitValue(0, { type: 'date', ccy: null }, locale)).toBe('1970-01-01')
  })
})
