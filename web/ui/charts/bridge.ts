import { type ChartKind, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, gridOf, rowsHeight, sideAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'

/** Something that raised or lowered a level. */
export interface BridgeRow {
  readonly name: string
  readonly change: number
}

export interface BridgeOptions {
  readonly format: ValueFormat
  readonly start: { readonly name: string; readonly value: number }
  readonly end: { readonly name: string; readonly value: number }
  readonly levelLabel: string
  readonly changeLabel: string
}

interface Bar {
  readonly name: string
  readonly change: number | null
  readonly level: number
  readonly low: number
  readonly length: number
}

/** Bars of a bridge: both levels, and every change from the level before it. */
export function bridgeBars(rows: readonly BridgeRow[], { start, end }: BridgeOptions): readonly Bar[] {
  const level = (name: string, value: number): Bar => ({ name, change: null, level: value, low: Math.min(0, value), length: Math.abs(value) })
  const bars: Bar[] = []
  let at = start.value
  for (const { name, change } of rows) {
    bars.push({ name, change, level: at + change, low: Math.min(at, at + change), length: Math.abs(change) })
    at += change
  }
  return [level(start.name, start.value), ...bars, level(end.name, end.value)]
}

/** How a level came from one date to another: what raised it and what lowered it, step by step. */
export const bridgeChart: ChartKind<readonly BridgeRow[], BridgeOptions> = {
  option: (rows, options, look) => {
    const { palette, locale } = look
    const bars = bridgeBars(rows, options)
    const write = (value: number) => writeValue(value, options.format, locale)
    const signed = (value: number) => (value > 0 ? `+${write(value)}` : write(value))
    const colorOf = ({ change }: Bar) => (change === null ? palette.series[0] : palette.series[change < 0 ? 1 : 2])
    // A level that sinks below zero is drawn from its own low, never from zero.
    const floor = Math.min(0, ...bars.map(({ low }) => low))
    return {
      ...frameOf(look),
      grid: gridOf(96),
      xAxis: { ...valueAxis(look, options.format), min: floor },
      yAxis: sideAxis(look, bars.map(({ name }) => name)),
      tooltip: tooltipFor(look, 'axis', (index) => {
        const bar = bars[index]
        if (bar === undefined) return ''
        return tooltipOf([bar.name, ...(bar.change === null ? [] : [`${options.changeLabel}: ${signed(bar.change)}`]), `${options.levelLabel}: ${write(bar.level)}`])
      }),
      series: [
        {
          type: 'custom',
          encode: { x: [0, 1], y: 2 },
          data: bars.map(({ low, length }, at) => [low, low + length, at]),
          renderItem: (_, api) => {
            const bar = bars[Number(api.value(2))]
            const [left, right] = [api.coord([api.value(0), api.value(2)]), api.coord([api.value(1), api.value(2)])]
            const [x = 0, y = 0, end = 0] = [left[0], left[1], right[0]]
            if (bar === undefined) return null
            return {
              type: 'group',
              children: [
                { type: 'rect', shape: { x, y: y - 9, width: Math.max(1, end - x), height: 18 }, style: { fill: colorOf(bar) } },
                { type: 'text', x: end + 6, y, style: { text: bar.change === null ? write(bar.level) : signed(bar.change), fill: palette.text, fontFamily: look.font, fontSize: look.fontSize - 1, verticalAlign: 'middle' as const } },
              ],
            }
          },
        },
      ],
    }
  },
  table: (rows, options, words) => ({ head: [words.name, options.changeLabel, options.levelLabel], rows: bridgeBars(rows, options).map(({ name, change, level }) => [name, change, level]) }),
  height: (rows) => rowsHeight(rows.length + 2),
}
