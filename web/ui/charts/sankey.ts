import { type ChartKind, type ValueFormat, writeValue } from './chart-kind.js'
import { frameOf, tooltipFor, tooltipOf } from './frame.js'

/** A flow from a place on the left to a place on the right. */
export interface SankeyRow {
  readonly from: string
  readonly to: string
  readonly value: number
}

export interface SankeyOptions {
  readonly format: ValueFormat
  readonly fromLabel: string
  readonly toLabel: string
  readonly valueLabel: string
  /** Places that stand out: members. */
  readonly strong: readonly string[]
}

const LEFT = '← '
const RIGHT = '→ '

/** Flows between two columns of places, as wide as what flows; places of the same name on both sides are two. */
export const sankeyChart: ChartKind<readonly SankeyRow[], SankeyOptions> = {
  option: (rows, options, look) => {
    const { palette, fontSize } = look
    const color = (name: string) => (options.strong.includes(name) ? palette.accent : palette.textFaint)
    const places = [...new Set(rows.map(({ from }) => from))].map((name) => ({ name: LEFT + name, depth: 0, itemStyle: { color: color(name) } }))
    const ends = [...new Set(rows.map(({ to }) => to))].map((name) => ({ name: RIGHT + name, depth: 1, itemStyle: { color: color(name) }, label: { position: 'left' as const } }))
    return {
      ...frameOf(look),
      tooltip: {
        ...tooltipFor(look, 'item', () => ''),
        formatter: (found: unknown) => {
          const { dataType, dataIndex } = found as { dataType?: string; dataIndex?: number }
          const row = dataType === 'edge' ? rows[dataIndex ?? -1] : undefined
          return row === undefined ? '' : tooltipOf([`${row.from} → ${row.to}`, writeValue(row.value, options.format, look.locale)])
        },
      },
      series: [
        {
          type: 'sankey',
          left: 8,
          right: 8,
          top: 8,
          bottom: 8,
          nodeGap: 10,
          nodeWidth: 12,
          draggable: false,
          labelLayout: { hideOverlap: true },
          label: { color: palette.text, fontSize: fontSize - 1, formatter: ({ name }: { name: string }) => name.slice(2) },
          lineStyle: { color: 'source', opacity: 0.35 },
          data: [...places, ...ends],
          links: rows.map(({ from, to, value }) => ({ source: LEFT + from, target: RIGHT + to, value })),
        },
      ],
    }
  },
  table: (rows, options) => ({ head: [options.fromLabel, options.toLabel, options.valueLabel], rows: rows.map(({ from, to, value }) => [from, to, value]) }),
  height: (rows) => Math.max(240, 28 * new Set(rows.map(({ from }) => from)).size + 80),
}
