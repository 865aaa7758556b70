import { type ChartKind, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, gridOf, rowsHeight, sideAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'

export interface SignedBarRow {
  readonly name: string
  readonly value: number
  /** What the bar comes from, such as the customer's own value. */
  readonly note?: string
}

export interface SignedBarOptions {
  readonly format: ValueFormat
  /** What bars to the right and to the left mean. */
  readonly upLabel: string
  readonly downLabel: string
  readonly valueLabel?: string
  readonly noteLabel?: string
}

/** A difference carries its sign already. */
const signed = (value: number, text: string): string => (value > 0 && !text.startsWith('+') ? `+${text}` : text)

/** Bars to both sides of zero, in the order given: what raises a score and what lowers it. */
export const signedBarChart: ChartKind<readonly SignedBarRow[], SignedBarOptions> = {
  option: (rows, options, look) => {
    const { palette, locale } = look
    const write = (value: number) => signed(value, writeValue(value, options.format, locale))
    const most = Math.max(...rows.map(({ value }) => Math.abs(value)), 0) * 1.25 || 1
    const side = { position: 'start' as const, color: palette.textSoft }
    return {
      ...frameOf(look),
      grid: gridOf(24, 28),
      xAxis: { ...valueAxis(look, options.format), min: -most, max: most, axisLabel: { show: false } },
      yAxis: sideAxis(
        look,
        rows.map(({ name, note }) => (note === undefined ? name : `${name}  ${note}`)),
      ),
      tooltip: tooltipFor(look, 'item', (index) => {
        const row = rows[index]
        return row ? tooltipOf([row.name, ...(row.note === undefined ? [] : [row.note]), write(row.value)]) : ''
      }),
      series: [
        {
          type: 'bar',
          barMaxWidth: 20,
          data: rows.map(({ value }) => ({
            value,
            itemStyle: { color: palette.series[value < 0 ? 2 : 1] },
            label: { position: value < 0 ? ('left' as const) : ('right' as const) },
          })),
          label: { show: true, color: palette.text, formatter: ({ value }) => write(Number(value)) },
          markLine: {
            symbol: 'none',
            silent: true,
            lineStyle: { color: 'transparent' },
            data: [
              { xAxis: most / 2, label: { ...side, formatter: options.upLabel } },
              { xAxis: -most / 2, label: { ...side, formatter: options.downLabel } },
            ],
          },
        },
      ],
    }
  },
  table: (rows, { valueLabel, noteLabel }, words) => ({
    head: [words.name, noteLabel ?? words.value, valueLabel ?? words.estimate],
    rows: rows.map(({ name, note, value }) => [name, note ?? null, value]),
  }),
  height: (rows) => rowsHeight(rows.length, 30, 56),
}
