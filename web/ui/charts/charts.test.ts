import { describe, expect, it } from 'vitest'
import { words } from '../words.zh.js'
import { paletteOf } from '../theme/tokens.js'
import type { ChartLook } from './chart-kind.js'
import { forestChart, rowColor } from './forest.js'
import { bridgeBars } from './bridge.js'
import { escapeHtml } from './frame.js'
import { funnelChart } from './funnel.js'
import { placeWords } from './tag-cloud.js'
import { stepsOf, waterfallChart } from './waterfall.js'

const palette = paletteOf('light')
const look: ChartLook = {
  palette,
  font: 'sans-serif',
  fontSize: 14,
  locale: { language: 'zh-CN', zone: 'Asia/Shanghai' },
  words: words.chart,
}

describe('waterfall', () => {
  const rows = [
    { name: 'all', left: 100 },
    { name: 'a', left: 80 },
    { name: 'b', left: 80 },
  ]

  it('balances at every step: entered − removed = left, and the end is the last left', () => {
    expect(stepsOf(rows, { endLabel: 'end' })).toEqual([
      { name: 'all', entered: 100, left: 100, kind: 'start' },
      { name: 'a', entered: 100, left: 80, kind: 'step' },
      { name: 'b', entered: 80, left: 80, kind: 'step' },
      { name: 'end', entered: 80, left: 80, kind: 'end' },
    ])
    expect(waterfallChart.table(rows, { endLabel: 'end' }, words.chart).rows[1]).toEqual(['a', 100, 20, 80])
  })
})

describe('forest', () => {
  const row = { name: 'x', value: 0.02, low: 0.01, high: 0.03, n: 500 }

  it('colours only what the interval proves', () => {
    expect(rowColor(row, { format: { kind: 'pp' }, good: 'up' }, look)).toBe(palette.gain)
    expect(rowColor(row, { format: { kind: 'pp' }, good: 'down' }, look)).toBe(palette.loss)
    expect(rowColor({ ...row, low: -0.01 }, { format: { kind: 'pp' }, good: 'up' }, look)).toBe(
      palette.series[0],
    )
    expect(rowColor(row, { format: { kind: 'pp' }, good: 'up', least: 501 }, look)).toBe(palette.textFaint)
  })

  it('keeps zero inside the axis', () => {
    const option = forestChart.option([row], { format: { kind: 'pp' } }, look) as {
      xAxis: { min: number; max: number }
    }
    expect(option.xAxis.min).toBeLessThan(0)
    expect(option.xAxis.max).toBeGreaterThan(0.03)
  })
})

describe('funnel', () => {
  it('tables the share of the step before and of the first', () => {
    const rows = [
      { name: 'a', count: 200 },
      { name: 'b', count: 50 },
    ]
    expect(funnelChart.table(rows, { countLabel: 'n' }, words.chart).rows[1]).toEqual(['b', 50, 0.25, 0.25])
  })
})

it('tooltips are safe from names that hold markup', () => {
  expect(escapeHtml('<img src=x onerror="a()">')).toBe('&lt;img src=x onerror=&quot;a()&quot;&gt;')
})

it('a bridge goes from the first level to the last by its changes', () => {
  const options = { format: { kind: 'count' as const }, start: { name: 'a', value: 100 }, end: { name: 'b', value: 90 }, levelLabel: '', changeLabel: '' }
  expect(bridgeBars([{ name: 'in', change: 30 }, { name: 'out', change: -40 }], options).map(({ level, low, length }) => [level, low, length])).toEqual([[100, 0, 100], [130, 100, 30], [90, 90, 40], [90, 0, 90]])
})

it('words of a cloud lie apart, heaviest first', () => {
  const words = placeWords(Array.from({ length: 12 }, (_, at) => ({ name: `标签 ${at}`, weight: 12 - at })))
  expect(words[0]).toMatchObject({ row: 0, size: 30 })
  const box = ({ x, y, width, size }: (typeof words)[number]) => ({ left: x - width / 2, right: x + width / 2, top: y - size / 2, bottom: y + size / 2 })
  const over = words.flatMap((one, at) => words.slice(at + 1).filter((other) => {
    const [a, b] = [box(one), box(other)]
    return a.left < b.right - 0.01 && b.left < a.right - 0.01 && a.top < b.bottom && b.top < a.bottom
  }))
  expect(over).toEqual([])
})
