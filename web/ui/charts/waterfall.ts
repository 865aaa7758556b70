import { type ChartKind, type ChartLook, writeValue } from './chart-kind.js'
import { frameOf, gridOf, rowsHeight, sideAxis, tooltipFor, tooltipOf, valueAxis } from './frame.js'

/** One step of a list or rule: how many are left after it. The first row is what everything starts from. */
export interface WaterfallRow {
  readonly name: string
  readonly left: number
}

export interface WaterfallOptions {
  /** Name of the closing bar, such as the list that was frozen. */
  readonly endLabel: string
}

interface Step {
  readonly name: string
  readonly entered: number
  readonly left: number
  readonly kind: 'start' | 'step' | 'end'
}

/** What entered and what was left at every step, with a closing bar. */
export function stepsOf(rows: readonly WaterfallRow[], { endLabel }: WaterfallOptions): readonly Step[] {
  const first = rows[0]
  const last = rows.at(-1)
  if (first === undefined || last === undefined) return []
  const steps = rows.map(({ name, left }, at): Step => {
    const before = rows[at - 1]
    return { name, entered: before?.left ?? left, left, kind: before === undefined ? 'start' : 'step' }
  })
  return [...steps, { name: endLabel, entered: last.left, left: last.left, kind: 'end' }]
}

function labelOf(step: Step, look: ChartLook): string {
  const write = (value: number) => writeValue(value, { kind: 'count' }, look.locale)
  const removed = step.entered - step.left
  if (step.kind !== 'step') return write(step.left)
  const share = writeValue(step.entered === 0 ? 0 : removed / step.entered, { kind: 'percent' }, look.locale)
  return removed === 0 ? write(0) : `\u2212${write(removed)} (\u2212${share})`
}

/** How a list came about: what each step takes out (warm) of what entered it, down to what is left. */
export const waterfallChart: ChartKind<readonly WaterfallRow[], WaterfallOptions> = {
  option: (rows, options, look) => {
    const { palette, locale, words } = look
    const steps = stepsOf(rows, options)
    const write = (value: number) => writeValue(value, { kind: 'count' }, locale)
    return {
      ...frameOf(look),
      grid: gridOf(128),
      xAxis: { ...valueAxis(look, { kind: 'count' }), min: 0 },
      yAxis: sideAxis(
        look,
        steps.map(({ name }) => name),
      ),
      tooltip: tooltipFor(look, 'axis', (index) => {
        const step = steps[index]
        if (step === undefined) return ''
        const { name, entered, left } = step
        const lines = [`${words.entered}: ${write(entered)}`, `${words.removed}: ${write(entered - left)}`]
        return tooltipOf([name, ...lines, `${words.left}: ${write(left)}`])
      }),
      series: [
        {
          type: 'bar',
          stack: 'steps',
          barMaxWidth: 20,
          data: steps.map(({ left, kind }) => ({
            value: left,
            itemStyle: kind === 'step' ? { color: palette.accentSoft } : { color: palette.series[0] },
          })),
        },
        {
          type: 'bar',
          stack: 'steps',
          barMaxWidth: 20,
          itemStyle: { color: palette.series[1] },
          data: steps.map(({ entered, left }) => entered - left),
          label: {
            show: true,
            position: 'right',
            color: palette.text,
            formatter: ({ dataIndex }) => {
              const step = steps[dataIndex]
              return step ? labelOf(step, look) : ''
            },
          },
        },
      ],
    }
  },
  table: (rows, options, words) => ({
    head: [words.step, words.entered, words.removed, words.left],
    rows: stepsOf(rows, options).map(({ name, entered, left }) => [name, entered, entered - left, left]),
  }),
  height: (rows) => rowsHeight(rows.length + 1),
}
