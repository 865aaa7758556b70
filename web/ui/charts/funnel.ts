import { type ChartKind, type ChartLook, writeValue } from './chart-kind.js'
import { frameOf, gridOf, rowsHeight, sideAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'

/** How many reached a step; each step holds part of the one before. */
export interface FunnelRow {
  readonly name: string
  readonly count: number
}

export interface FunnelOptions {
  readonly countLabel: string
}

const shareOf = (part: number, whole: number | undefined): number | null =>
  whole === undefined || whole === 0 ? null : part / whole

function labelOf(rows: readonly FunnelRow[], at: number, look: ChartLook): string {
  const row = rows[at]
  if (row === undefined) return ''
  const count = writeValue(row.count, { kind: 'count' }, look.locale)
  const share = shareOf(row.count, rows[at - 1]?.count)
  return share === null
    ? count
    : `${count} · ${look.words.stepShare} ${writeValue(share, { kind: 'percent' }, look.locale)}`
}

/** Steps from top to bottom as bars from zero; the pale part is what the step lost. */
export const funnelChart: ChartKind<readonly FunnelRow[], FunnelOptions> = {
  option: (rows, options, look) => {
    const { palette, locale, words } = look
    const write = (value: number) => writeValue(value, { kind: 'count' }, locale)
    return {
      ...frameOf(look),
      grid: gridOf(look.fontSize * 13),
      xAxis: { ...valueAxis(look, { kind: 'count' }), min: 0 },
      yAxis: sideAxis(
        look,
        rows.map(({ name }) => name),
      ),
      tooltip: tooltipFor(look, 'axis', (index) => {
        const at = index
        const row = rows[at]
        if (row === undefined) return ''
        const lost = (rows[at - 1]?.count ?? row.count) - row.count
        const lines = [
          `${options.countLabel}: ${labelOf(rows, at, look)}`,
          `${words.removed}: ${write(lost)}`,
        ]
        return tooltipOf([row.name, ...lines])
      }),
      series: [
        {
          type: 'bar',
          stack: 'steps',
          barMaxWidth: 22,
          itemStyle: { color: palette.series[0] },
          data: rows.map(({ count }) => count),
        },
        {
          type: 'bar',
          stack: 'steps',
          barMaxWidth: 22,
          itemStyle: { color: palette.accentSoft },
          data: rows.map(({ count }, at) => Math.max(0, (rows[at - 1]?.count ?? count) - count)),
          label: {
            show: true,
            position: 'right',
            color: palette.text,
            formatter: ({ dataIndex }) => labelOf(rows, dataIndex, look),
          },
        },
      ],
    }
  },
  table: (rows, options, words) => ({
    head: [words.step, options.countLabel, words.stepShare, words.share],
    rows: rows.map(({ name, count }, at) => [
      name,
      count,
      shareOf(count, rows[at - 1]?.count),
      shareOf(count, rows[0]?.count),
    ]),
  }),
  height: (rows) => rowsHeight(rows.length, 36),
}
