import { type ChartKind, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, gridOf, nameAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'

/** A half-open interval [from, to) and how many fall in it. */
export interface HistogramRow {
  readonly from: number
  readonly to: number
  readonly count: number
}

export interface HistogramOptions {
  /** How the measured value is written. */
  readonly format: ValueFormat
  readonly valueLabel: string
  readonly countLabel: string
}

/** Touching bars from zero over equal intervals. */
export const histogramChart: ChartKind<readonly HistogramRow[], HistogramOptions> = {
  option: (rows, options, look) => {
    const write = (value: number) => writeValue(value, options.format, look.locale, true)
    const total = rows.reduce((sum, { count }) => sum + count, 0)
    return {
      ...frameOf(look),
      grid: { ...gridOf(24, 28), bottom: 28 },
      xAxis: {
        ...nameAxis(
          look,
          rows.map(({ from, to }) => `${write(from)} – ${write(to)}`),
        ),
        name: options.valueLabel,
        nameLocation: 'middle',
        nameGap: 30,
      },
      yAxis: { ...valueAxis(look, { kind: 'count' }, options.countLabel), min: 0 },
      tooltip: tooltipFor(look, 'item', (index) => {
        const row = rows[index]
        if (row === undefined) return ''
        const count = writeValue(row.count, { kind: 'count' }, look.locale)
        const share = writeValue(total === 0 ? 0 : row.count / total, { kind: 'percent' }, look.locale)
        return tooltipOf([
          `${write(row.from)} – ${write(row.to)}`,
          `${options.countLabel}: ${count} (${share})`,
        ])
      }),
      series: [{ type: 'bar', barCategoryGap: '4%', data: rows.map(({ count }) => count) }],
    }
  },
  table: (rows, options, words) => ({
    head: [words.from, words.to, options.countLabel],
    rows: rows.map(({ from, to, count }) => [from, to, count]),
  }),
  height: () => 260,
}
