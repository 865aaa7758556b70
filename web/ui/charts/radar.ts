import { type ChartKind, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, tooltipOf } from './frame.js'

/** One measure of several things on a common scale; null: not known. */
export interface RadarRow {
  readonly name: string
  readonly value: number | null
  /** What it is compared with, such as 100 for "as everybody". */
  readonly base: number
  /** What the figure is made of, such as both means. */
  readonly note?: string
}

export interface RadarOptions {
  readonly format: ValueFormat
  readonly nameLabel: string
  readonly valueLabel: string
  readonly baseLabel: string
  readonly noteLabel: string
  /** Outer ring; what is beyond it is drawn on it, and told whole in the table. */
  readonly most: number
}

/** A few measures on one scale around a circle: a shape to recognise. Its table is what to read figures from. */
export const radarChart: ChartKind<readonly RadarRow[], RadarOptions> = {
  option: (rows, options, look) => {
    const { palette, fontSize, locale } = look
    const write = (value: number) => writeValue(value, options.format, locale)
    const inside = (value: number) => Math.min(options.most, Math.max(0, value))
    const lines = rows.map((row) => `${row.name}: ${row.value === null ? '–' : write(row.value)}${row.note === undefined ? '' : ` (${row.note})`}`)
    return {
      ...frameOf(look),
      tooltip: {
        trigger: 'item',
        confine: true,
        backgroundColor: palette.raised,
        borderColor: palette.line,
        textStyle: { color: palette.text, fontFamily: look.font, fontSize: fontSize - 1 },
        formatter: () => tooltipOf(lines),
      },
      legend: { bottom: 0, data: [options.valueLabel, options.baseLabel], textStyle: { color: palette.text, fontSize: fontSize - 1 } },
      radar: {
        center: ['50%', '47%'],
        radius: '54%',
        splitNumber: 4,
        // A drawing without axes is refused by the chart library.
        indicator: rows.length === 0 ? [{ name: '', max: options.most, min: 0 }] : rows.map(({ name }) => ({ name, max: options.most, min: 0 })),
        axisName: { color: palette.text, fontSize: fontSize - 1, width: 110, overflow: 'truncate' as const },
        axisLine: { lineStyle: { color: palette.line } },
        splitLine: { lineStyle: { color: palette.line } },
        splitArea: { show: false },
      },
      series: [
        {
          type: 'radar',
          symbolSize: 4,
          data: [
            { name: options.baseLabel, value: rows.map(({ base }) => inside(base)), lineStyle: { color: palette.textFaint, type: 'dashed' as const }, itemStyle: { color: palette.textFaint } },
            { name: options.valueLabel, value: rows.map(({ value, base }) => inside(value ?? base)), lineStyle: { color: palette.accent, width: 2 }, itemStyle: { color: palette.accent }, areaStyle: { color: palette.accent, opacity: 0.15 } },
          ],
        },
      ],
    }
  },
  table: (rows, options) => ({ head: [options.nameLabel, options.valueLabel, options.baseLabel, options.noteLabel], rows: rows.map(({ name, value, base, note }) => [name, value, base, note ?? null]) }),
  height: () => 360,
}
