import type { LineSeriesOption } from 'echarts'
import { type ChartKind, type ChartLook, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, gridOf, tooltipFor, tooltipOf, valueAxis } from './frame.js'

export interface CurvePoint {
  readonly x: number
  readonly y: number
  readonly low?: number
  readonly high?: number
}

export interface CurveRow {
  readonly name: string
  readonly points: readonly CurvePoint[]
  /** What one would see without a model, or with a perfect one: dashed and grey. */
  readonly isReference?: boolean
  /** The point its name stands at; the last when absent. */
  readonly namedAt?: number
}

export interface CurveOptions {
  readonly xFormat: ValueFormat
  readonly yFormat: ValueFormat
  readonly xLabel: string
  readonly yLabel: string
  /** Marks each point: for few points that are measured one by one. */
  readonly withMarks?: boolean
  /** Where an axis ends that cannot go on, such as 1 for a share. */
  readonly xMax?: number
  readonly yMax?: number
}

const hasBand = ({ low, high }: CurvePoint): boolean => low !== undefined && high !== undefined

const FAINT = 0.16
/** Steps of an axis whose end is given. */
const STEPS = 5

/** The band between low and high: an unseen line and, stacked on it, the filled height. */
function bandOf({ points }: CurveRow, color: string, stack: string): LineSeriesOption[] {
  const banded = points.filter(hasBand)
  if (banded.length === 0) return []
  const unseen = { type: 'line' as const, stack, stackStrategy: 'all' as const, symbol: 'none', silent: true, lineStyle: { opacity: 0 } }
  return [
    { ...unseen, data: banded.map(({ x, low = 0 }) => [x, low]) },
    { ...unseen, data: banded.map(({ x, low = 0, high = 0 }) => [x, high - low]), areaStyle: { color, opacity: FAINT } },
  ]
}

function lineOf({ name, points, isReference, namedAt }: CurveRow, color: string, withMarks: boolean): LineSeriesOption {
  return {
    type: 'line',
    name,
    symbol: 'circle',
    symbolSize: 7,
    showSymbol: (withMarks && isReference !== true) || namedAt !== undefined,
    ...(isReference === true ? { symbolSize: 1 } : {}),
    silent: isReference === true,
    lineStyle: { width: isReference === true ? 1.5 : 2, color, ...(isReference === true ? { type: 'dashed' as const } : {}) },
    itemStyle: { color },
    data: points.map(({ x, y }, at) => ({
      value: [x, y],
      ...(at === namedAt ? { symbol: 'circle', symbolSize: 1, label: { show: true, position: 'right' as const, color, formatter: () => name } } : {}),
    })),
    labelLayout: { moveOverlap: 'shiftY' },
    endLabel: { show: namedAt === undefined, padding: [3, 0], color, formatter: () => name },
  }
}

function tooltipLines(rows: readonly CurveRow[], index: number, { xFormat, yFormat, xLabel }: CurveOptions, { locale }: ChartLook): string[] {
  const measured = rows.filter(({ isReference }) => isReference !== true)
  const first = measured[0]?.points[index]
  if (first === undefined) return []
  const write = (value: number) => writeValue(value, yFormat, locale)
  const lines = measured.flatMap(({ name, points }) => {
    const point = points[index]
    if (point === undefined) return []
    const interval = point.low === undefined || point.high === undefined ? '' : ` [${write(point.low)}, ${write(point.high)}]`
    return [`${name}: ${write(point.y)}${interval}`]
  })
  return [`${xLabel} ${writeValue(first.x, xFormat, locale)}`, ...lines]
}

/** Curves over a quantity, each named at its end, against dashed references: gains, Qini, calibration. */
export const curveChart: ChartKind<readonly CurveRow[], CurveOptions> = {
  option: (rows, options, look) => {
    // What is measured comes first, so that pointing at the chart finds its rows.
    const ordered = [...rows.filter(({ isReference }) => isReference !== true), ...rows.filter(({ isReference }) => isReference === true)]
    const colorOf = (row: CurveRow, at: number) => (row.isReference === true ? look.palette.textFaint : (look.palette.series[at % 6] ?? look.palette.accent))
    return {
      ...frameOf(look),
      grid: { ...gridOf(80, 32), bottom: 28 },
      xAxis: { ...valueAxis(look, options.xFormat, options.xLabel), nameLocation: 'middle' as const, nameGap: 28, splitLine: { show: false }, ...(options.xMax === undefined ? {} : { max: options.xMax, interval: options.xMax / STEPS }) },
      yAxis: { ...valueAxis(look, options.yFormat, options.yLabel), nameTextStyle: { color: look.palette.textFaint, fontSize: look.fontSize - 2, align: 'left' as const }, ...(options.yMax === undefined ? {} : { max: options.yMax, interval: options.yMax / STEPS }) },
      tooltip: tooltipFor(look, 'axis', (index) => tooltipOf(tooltipLines(rows, index, options, look))),
      series: ordered.flatMap((row, at) => [lineOf(row, colorOf(row, at), options.withMarks === true), ...bandOf(row, colorOf(row, at), `band ${at}`)]),
    }
  },
  table: (rows, { xLabel, yLabel }, words) => ({
    head: [words.name, xLabel, yLabel, words.low, words.high],
    rows: rows.flatMap(({ name, points }) => points.map(({ x, y, low, high }) => [name, x, y, low ?? null, high ?? null])),
  }),
  height: () => 300,
}
