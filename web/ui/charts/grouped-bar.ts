import type { BarSeriesOption } from 'echarts'
import { type ChartKind, type ChartLook, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, gridOf, nameAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'
import { uprightWhiskers } from './whisker.js'

export interface GroupedValue {
  readonly value: number
  readonly low?: number
  readonly high?: number
}

export interface GroupedBarRow {
  readonly name: string
  /** By series key; absent where a group has no such bar. */
  readonly values: Readonly<Record<string, GroupedValue>>
}

export interface GroupedBarOptions {
  readonly format: ValueFormat
  /** At most six. */
  readonly series: readonly { readonly key: string; readonly label: string }[]
  readonly nameLabel?: string
}

const GROUP_SHARE = 0.7

function barsOf(
  rows: readonly GroupedBarRow[],
  options: GroupedBarOptions,
  look: ChartLook,
): BarSeriesOption[] {
  return options.series.map(({ key, label }, at) => ({
    type: 'bar',
    name: label,
    data: rows.map(({ values }) => values[key]?.value ?? null),
    itemStyle: { color: look.palette.series[at % 6] ?? look.palette.accent },
    barCategoryGap: `${Math.round((1 - GROUP_SHARE) * 100)}%`,
    barGap: '0%',
  }))
}

function whiskersOf(rows: readonly GroupedBarRow[], options: GroupedBarOptions, look: ChartLook) {
  const count = options.series.length
  return options.series.map(({ key }, at) => {
    const data = rows.flatMap(({ values }, row): [number, number, number][] => {
      const value = values[key]
      return value?.low === undefined || value.high === undefined ? [] : [[row, value.low, value.high]]
    })
    const shift = (band: number) => ((at + 0.5) / count - 0.5) * band * GROUP_SHARE
    return uprightWhiskers(data, { color: look.palette.text }, shift)
  })
}

function lineText(
  label: string,
  { value, low, high }: GroupedValue,
  format: ValueFormat,
  look: ChartLook,
): string {
  const write = (item: number) => writeValue(item, format, look.locale)
  const interval = low === undefined || high === undefined ? '' : ` [${write(low)}, ${write(high)}]`
  return `${label}: ${write(value)}${interval}`
}

/** Upright bars side by side from zero, each with the whisker of its interval. */
export const groupedBarChart: ChartKind<readonly GroupedBarRow[], GroupedBarOptions> = {
  option: (rows, options, look) => ({
    ...frameOf(look),
    grid: gridOf(24, 36),
    // Bars in groups leave no room for names beside them: the one chart with a legend.
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
    xAxis: nameAxis(
      look,
      rows.map(({ name }) => name),
    ),
    yAxis: { ...valueAxis(look, options.format), min: (range: { min: number }) => Math.min(0, range.min) },
    tooltip: tooltipFor(look, 'axis', (index) => {
      const row = rows[index]
      if (row === undefined) return ''
      const lines = options.series.flatMap(({ key, label }) => {
        const value = row.values[key]
        return value ? [lineText(label, value, options.format, look)] : []
      })
      return tooltipOf([row.name, ...lines])
    }),
    series: [...barsOf(rows, options, look), ...whiskersOf(rows, options, look)],
  }),
  table: (rows, options, words) => ({
    head: [
      options.nameLabel ?? words.name,
      ...options.series.flatMap(({ label }) => [label, `${label} ${words.low}`, `${label} ${words.high}`]),
    ],
    rows: rows.map(({ name, values }) => [
      name,
      ...options.series.flatMap(({ key }) => {
        const value = values[key]
        return [value?.value ?? null, value?.low ?? null, value?.high ?? null]
      }),
    ]),
  }),
  height: () => 300,
}
