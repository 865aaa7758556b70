import type { LineSeriesOption } from 'echarts'
import { type ChartKind, type ChartLook, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, gridOf, nameAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'

export interface LinePoint {
  /** A business date or another ordered label. */
  readonly at: string
  readonly value: number | null
  readonly low?: number
  readonly high?: number
  /** Why the point is out of the ordinary; it is marked. */
  readonly mark?: string
}

export interface LineRow {
  readonly name: string
  readonly points: readonly LinePoint[]
}

export interface LineOptions {
  readonly format: ValueFormat
  /** Starts the axis at zero; otherwise it fits the lines. */
  readonly fromZero?: boolean
  readonly atLabel: string
}

const datesOf = (rows: readonly LineRow[]): readonly string[] =>
  [...new Set(rows.flatMap(({ points }) => points.map(({ at }) => at)))].sort()

const hasBand = (point: LinePoint): boolean => point.low !== undefined && point.high !== undefined

/** The band between low and high: an unseen line and, stacked on it, the filled height. */
function bandOf(
  { points }: LineRow,
  dates: readonly string[],
  color: string,
  stack: string,
): LineSeriesOption[] {
  if (!points.some(hasBand)) return []
  const byDate = new Map(points.map((point) => [point.at, point]))
  const lows = dates.map((at) => byDate.get(at)?.low ?? null)
  const heights = dates.map((at) => {
    const point = byDate.get(at)
    return point?.low === undefined || point.high === undefined ? null : point.high - point.low
  })
  const unseen = {
    type: 'line' as const,
    stack,
    stackStrategy: 'all' as const,
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
  }
  return [
    { ...unseen, data: lows },
    { ...unseen, data: heights, areaStyle: { color, opacity: 0.16 } },
  ]
}

/** The mark of a point out of the ordinary; its word stands on the side away from the line. */
function marksOf({ at, value, low, mark }: LinePoint) {
  if (mark === undefined || value === null) return []
  const isBelow = low !== undefined && value < low
  return [{ name: mark, coord: [at, value], ...(isBelow ? { label: { position: 'bottom' as const } } : {}) }]
}

function lineOf(
  { name, points }: LineRow,
  dates: readonly string[],
  color: string,
  look: ChartLook,
): LineSeriesOption {
  const byDate = new Map(points.map((point) => [point.at, point]))
  return {
    type: 'line',
    name,
    symbol: 'circle',
    showSymbol: points.length === 1,
    lineStyle: { width: 2, color },
    itemStyle: { color },
    data: dates.map((at) => byDate.get(at)?.value ?? null),
    labelLayout: { moveOverlap: 'shiftY' },
    endLabel: { show: true, padding: [3, 0], color, formatter: () => name },
    markPoint: {
      symbol: 'diamond',
      symbolSize: 10,
      itemStyle: { color: look.palette.series[1] },
      label: { show: true, position: 'top', color: look.palette.text, formatter: ({ name: mark }) => mark },
      data: points.flatMap((point) => marksOf(point)),
    },
  }
}

function tooltipLines(rows: readonly LineRow[], at: string, options: LineOptions, look: ChartLook): string[] {
  const write = (value: number) => writeValue(value, options.format, look.locale)
  return rows.flatMap(({ name, points }) => {
    const point = points.find((item) => item.at === at)
    if (point === undefined || point.value === null) return []
    const { low, high, mark } = point
    const interval = low === undefined || high === undefined ? '' : ` [${write(low)}, ${write(high)}]`
    return [`${name}: ${write(point.value)}${interval}${mark === undefined ? '' : ` · ${mark}`}`]
  })
}

/** Lines over time, each named at its end, with the band of its interval and marks on what is out of the ordinary. */
export const lineChart: ChartKind<readonly LineRow[], LineOptions> = {
  option: (rows, options, look) => {
    const dates = datesOf(rows)
    const colorOf = (at: number) => look.palette.series[at % 6] ?? look.palette.accent
    return {
      ...frameOf(look),
      grid: gridOf(96, 28),
      xAxis: { ...nameAxis(look, dates), boundaryGap: false },
      yAxis: { ...valueAxis(look, options.format), scale: options.fromZero !== true },
      tooltip: tooltipFor(look, 'axis', (index) => {
        const at = dates[index]
        return at === undefined ? '' : tooltipOf([at, ...tooltipLines(rows, at, options, look)])
      }),
      series: rows.flatMap((row, at) => [
        ...bandOf(row, dates, colorOf(at), `band ${at}`),
        lineOf(row, dates, colorOf(at), look),
      ]),
    }
  },
  table: (rows, options, words) => ({
    head: [words.name, options.atLabel, words.value, words.low, words.high],
    rows: rows.flatMap(({ name, points }) =>
      points.map(({ at, value, low, high }) => [name, at, value, low ?? null, high ?? null]),
    ),
  }),
  height: () => 280,
}
