import type { EChartsOption } from 'echarts'
import { type ChartLook, type ValueFormat, writeValue } from './chart-kind.js'

/** What every chart shares: type, colours, no movement. */
export function frameOf(look: ChartLook): EChartsOption {
  const { palette, font, fontSize } = look
  return {
    animation: false,
    backgroundColor: 'transparent',
    color: [...palette.series],
    textStyle: { fontFamily: font, fontSize: fontSize - 2, color: palette.textSoft },
  }
}

/** A tooltip in our type; `write` makes its safe HTML from what is pointed at (`item`) or the whole row (`axis`). */
export function tooltipFor(look: ChartLook, trigger: 'item' | 'axis', write: (row: number) => string) {
  const { palette, font, fontSize } = look
  return {
    trigger,
    confine: true,
    backgroundColor: palette.raised,
    borderColor: palette.line,
    textStyle: { color: palette.text, fontFamily: font, fontSize: fontSize - 1 },
    axisPointer: { type: 'shadow' as const },
    formatter: (found: unknown) => {
      const first: unknown = Array.isArray(found) ? found[0] : found
      return write((first as { dataIndex?: number } | undefined)?.dataIndex ?? -1)
    },
  }
}

/** Room around the plot; `right` keeps direct labels inside. */
export const gridOf = (right = 24, top = 12) => ({ left: 8, right, top, bottom: 8, containLabel: true })

export function valueAxis(look: ChartLook, format: ValueFormat, name?: string) {
  const { palette, locale, fontSize } = look
  return {
    type: 'value' as const,
    splitNumber: 4,
    ...(name === undefined
      ? {}
      : { name, nameTextStyle: { color: palette.textFaint, fontSize: fontSize - 2 } }),
    axisLabel: {
      color: palette.textFaint,
      fontSize: fontSize - 2,
      hideOverlap: true,
      formatter: (value: number) => writeValue(value, format, locale, true),
    },
    splitLine: { lineStyle: { color: palette.line } },
    axisLine: { show: false },
    axisTick: { show: false },
  }
}

export function nameAxis(look: ChartLook, names: readonly string[]) {
  const { palette, fontSize } = look
  return {
    type: 'category' as const,
    data: [...names],
    axisLabel: { color: palette.text, fontSize: fontSize - 1 },
    axisLine: { lineStyle: { color: palette.textFaint } },
    axisTick: { show: false },
  }
}

/** Names down the side, the first row on top. */
export const sideAxis = (look: ChartLook, names: readonly string[]) => ({
  ...nameAxis(look, names),
  inverse: true,
})

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A tooltip is HTML; names come from people. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

/** Tooltip text of lines, safe to show. */
export const tooltipOf = (lines: readonly string[]): string => lines.map(escapeHtml).join('<br/>')

export const rowsHeight = (count: number, each = 32, around = 48): number =>
  Math.max(120, count * each + around)
