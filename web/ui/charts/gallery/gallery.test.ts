import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { words as en } from '../../words.en.js'
import { words as zh } from '../../words.zh.js'
import { fontStack, paletteOf } from '../../theme/tokens.js'
import type { ChartLook } from '../chart-kind.js'
import { gallery } from './all.js'

const zhLook: ChartLook = {
  palette: paletteOf('light'),
  font: fontStack,
  fontSize: 14,
  locale: { language: 'zh-CN', zone: 'Asia/Shanghai' },
  words: zh.chart,
}
const enLook: ChartLook = {
  ...zhLook,
  palette: paletteOf('dark'),
  fontSize: 18,
  locale: { ...zhLook.locale, language: 'en' },
  words: en.chart,
}

const isChartFile = (name: string) => name.endsWith('.ts') && !name.endsWith('.test.ts')

describe('gallery', () => {
  it('holds every chart of the folder', () => {
    const charts = readdirSync(new URL('..', import.meta.url)).filter(isChartFile)
    const examples = new Set(readdirSync(new URL('.', import.meta.url)))
    const plumbing = ['chart-kind.ts', 'frame.ts', 'whisker.ts', 'renderer.ts', 'to-png.ts', 'use-drawing.ts']
    const missing = charts.filter((name) => !plumbing.includes(name) && !examples.has(name))
    expect(missing).toEqual([])
  })

  it.each(gallery.map((entry) => [entry.key, entry] as const))('%s draws the same option', (_, entry) => {
    expect(entry.chart.option(entry.rows, entry.options, zhLook)).toMatchSnapshot()
  })

  it.each(gallery.map((entry) => [entry.key, entry] as const))(
    '%s has a table as wide as its head',
    (_, entry) => {
      const { head, rows } = entry.chart.table(entry.rows, entry.options, enLook.words)
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.every((cells) => cells.length === head.length)).toBe(true)
      expect(() => entry.chart.option(entry.rows, entry.options, enLook)).not.toThrow()
    },
  )

  it.each(gallery.map((entry) => [entry.key, entry] as const))('%s stands without rows', (_, entry) => {
    expect(() => entry.chart.option([], entry.options, zhLook)).not.toThrow()
  })
})
