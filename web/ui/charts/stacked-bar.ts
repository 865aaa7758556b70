import type { ChartKind, ValueFormat } from './chart-kind.js'
import { writeValue } from './chart-kind.js'
import { frameOf, gridOf, nameAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'

export interface StackedBarRow {
  readonly name: string
  /** By series key; absent where there is no such part. */
  readonly values: Readonly<Record<string, number | null>>
}

export interface StackedBarOptions {
  readonly format: ValueFormat
  /** From the bottom up, at most six. */
  readonly series: readonly { readonly key: string; readonly label: string }[]
  readonly nameLabel?: string
  readonly totalLabel: string
  /** Where the axis ends, for parts of one whole. */
  readonly top?: number
}

const totalOf = ({ values }: StackedBarRow, { series }: StackedBarOptions): number => series.reduce((sum, { key }) => sum + (values[key] ?? 0), 0)

/** Parts of a whole over time: upright bars on top of each other from zero. */
export const stackedBarChart: ChartKind<readonly StackedBarRow[], StackedBarOptions> = {
  option: (rows, options, look) => ({
    ...frameOf(look),
    grid: gridOf(24, 36),
    legend: {
      left: 0,
      top: 0,
      icon: 'rect',
      itemWidth: 12,
      itemHeight: 12,
      selectedMode: false,
      textStyle: { color: look.palette.text, fontSize: look.fontSize - 1 },
      data: options.series.map(({ label }) => label),
    },
    xAxis: nameAxis(look, rows.map(({ name }) => name)),
    yAxis: { ...valueAxis(look, options.format), ...(options.top === undefined ? {} : { max: options.top, interval: options.top / 4 }) },
    tooltip: tooltipFor(look, 'axis', (index) => {
      const row = rows[index]
      if (row === undefined) return ''
      const write = (value: number) => writeValue(value, options.format, look.locale)
      const parts = options.series.flatMap(({ key, label }) => {
        const value = row.values[key]
        return value === null || value === undefined || value === 0 ? [] : [`${label}: ${write(value)}`]
      })
      return tooltipOf([row.name, `${options.totalLabel}: ${write(totalOf(row, options))}`, ...parts])
    }),
    series: options.series.map(({ key, label }, at) => ({
      type: 'bar' as const,
      name: label,
      stack: 'whole',
      data: rows.map(({ values }) => values[key] ?? null),
      itemStyle: { color: look.palette.series[at % 6] ?? look.palette.accent },
      barMaxWidth: 28,
    })),
  }),
  table: (rows, options, words) => ({
    head: [options.nameLabel ?? words.name, options.totalLabel, ...options.series.map(({ label }) => label)],
    rows: rows.map((row) => [row.name, totalOf(row, options), ...options.series.map(({ key }) => row.values[key] ?? null)]),
  }),
  height: () => 280,
}
