import { type ChartKind, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, gridOf, rowsHeight, sideAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'

export interface BarRow {
  readonly name: string
  readonly value: number
  /** Drawn in the warm colour: the one row the title speaks of. */
  readonly isMarked?: boolean
}

export interface BarOptions {
  readonly format: ValueFormat
  /** A line to compare with, such as the mean of all. */
  readonly baseline?: { readonly value: number; readonly label: string }
  /** Rows keep their order instead of falling by value. */
  readonly keepOrder?: boolean
  readonly nameLabel?: string
  readonly valueLabel?: string
}

const inOrder = (rows: readonly BarRow[], { keepOrder }: BarOptions): readonly BarRow[] =>
  keepOrder === true ? rows : rows.toSorted((a, b) => b.value - a.value)

/** An axis that reaches what the bars are compared with, where they all end before it. */
function longerThan(rows: readonly BarRow[], { baseline }: BarOptions): { readonly max?: number } {
  return baseline !== undefined && rows.every(({ value }) => value < baseline.value) ? { max: baseline.value * 1.1 } : {}
}

/** Horizontal bars from zero, longest first, each with its value beside it. */
export const barChart: ChartKind<readonly BarRow[], BarOptions> = {
  option: (rows, options, look) => {
    const { palette, locale } = look
    const shown = inOrder(rows, options)
    return {
      ...frameOf(look),
      grid: gridOf(72, options.baseline ? 28 : 12),
      xAxis: { ...valueAxis(look, options.format), min: (range: { min: number }) => Math.min(0, range.min), ...longerThan(rows, options) },
      yAxis: sideAxis(
        look,
        shown.map(({ name }) => name),
      ),
      tooltip: tooltipFor(look, 'item', (index) => {
        const row = shown[index]
        return row ? tooltipOf([row.name, writeValue(row.value, options.format, locale)]) : ''
      }),
      series: [
        {
          type: 'bar',
          barMaxWidth: 20,
          data: shown.map(({ value, isMarked }) => ({
            value,
            itemStyle: { color: palette.series[isMarked === true ? 1 : 0] },
          })),
          label: {
            show: true,
            position: 'right',
            color: palette.text,
            formatter: ({ value }) => writeValue(Number(value), options.format, locale),
          },
          ...(options.baseline && {
            markLine: {
              symbol: 'none',
              silent: true,
              data: [{ xAxis: options.baseline.value }],
              lineStyle: { color: palette.textSoft, type: 'dashed' as const },
              label: {
                formatter: options.baseline.label,
                color: palette.textSoft,
                position: 'start' as const,
              },
            },
          }),
        },
      ],
    }
  },
  table: (rows, options, words) => ({
    head: [options.nameLabel ?? words.name, options.valueLabel ?? words.value],
    rows: inOrder(rows, options).map(({ name, value }) => [name, value]),
  }),
  height: (rows) => rowsHeight(rows.length),
}
