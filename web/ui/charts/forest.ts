import { type ChartKind, type ChartLook, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, gridOf, rowsHeight, sideAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'
import { lyingWhiskers } from './whisker.js'

export interface ForestRow {
  readonly name: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly n: number
  /** The overall estimate: drawn as a diamond. */
  readonly isOverall?: boolean
}

export interface ForestOptions {
  /** Usually `pp` or money per customer. */
  readonly format: ValueFormat
  /** Rows with fewer are grey: no conclusion. */
  readonly least?: number
  /** Which sign is good; colours only what the interval proves. */
  readonly good?: 'up' | 'down'
}

/** Grey while too small or unproven, green or red only when the interval leaves zero on that side. */
export function rowColor(row: ForestRow, { least = 0, good }: ForestOptions, { palette }: ChartLook): string {
  if (row.n < least) return palette.textFaint
  if (row.low <= 0 && row.high >= 0) return palette.series[0]
  if (good === undefined) return palette.series[0]
  return row.low > 0 === (good === 'up') ? palette.gain : palette.loss
}

function rowText(row: ForestRow, options: ForestOptions, look: ChartLook): string {
  const write = (value: number) => writeValue(value, options.format, look.locale)
  const n = writeValue(row.n, { kind: 'count' }, look.locale)
  return `${write(row.value)} [${write(row.low)}, ${write(row.high)}]  ${look.words.n} ${n}`
}

function limitsOf(rows: readonly ForestRow[]): { min: number; max: number } {
  const low = Math.min(0, ...rows.map((row) => row.low))
  const high = Math.max(0, ...rows.map((row) => row.high))
  const room = (high - low) * 0.08 || 1
  return { min: low - room, max: high + room }
}

/** One estimate with its interval per row, the overall as a diamond, the line of no effect at zero, n beside each. */
export const forestChart: ChartKind<readonly ForestRow[], ForestOptions> = {
  option: (rows, options, look) => {
    const { palette, words } = look
    const colors = rows.map((row) => rowColor(row, options, look))
    const colorAt = (at: number) => colors[at] ?? palette.text
    return {
      ...frameOf(look),
      grid: gridOf(8, 28),
      xAxis: { ...valueAxis(look, options.format), ...limitsOf(rows) },
      yAxis: [
        {
          ...sideAxis(
            look,
            rows.map(({ name }) => name),
          ),
          axisLine: { show: false },
        },
        {
          ...sideAxis(
            look,
            rows.map((row) => rowText(row, options, look)),
          ),
          position: 'right' as const,
          axisLine: { show: false },
          axisLabel: { color: palette.textSoft, fontSize: look.fontSize - 1 },
        },
      ],
      tooltip: tooltipFor(look, 'item', (index) => {
        const row = rows[index]
        return row ? tooltipOf([row.name, rowText(row, options, look)]) : ''
      }),
      series: [
        lyingWhiskers(
          rows.map(({ low, high }, at) => [low, high, at] as const),
          (at) => ({ color: colorAt(at), width: rows[at]?.isOverall === true ? 2.5 : 1.5 }),
        ),
        {
          type: 'scatter',
          data: rows.map((row, at) => ({
            value: [row.value, at],
            symbol: row.isOverall === true ? 'diamond' : 'rect',
            symbolSize: row.isOverall === true ? 14 : 8,
            itemStyle: { color: colorAt(at) },
          })),
          markLine: {
            symbol: 'none',
            silent: true,
            data: [{ xAxis: 0 }],
            lineStyle: { color: palette.text, type: 'solid', width: 1 },
            label: { formatter: words.noEffect, color: palette.textSoft, position: 'start' },
          },
        },
      ],
    }
  },
  table: (rows, _options, words) => ({
    head: [words.name, words.estimate, words.low, words.high, words.n],
    rows: rows.map(({ name, value, low, high, n }) => [name, value, low, high, n]),
  }),
  height: (rows) => rowsHeight(rows.length, 32, 64),
}
