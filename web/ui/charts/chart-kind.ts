import type { EChartsOption } from 'echarts'
import {
  formatCompact,
  type FormatLocale,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPp,
} from '../format.js'
import type { Translated } from '../language/translated.js'
import type { Palette } from '../theme/tokens.js'
import type { words as zh } from '../words.zh.js'

export type ChartWords = Translated<(typeof zh)['chart']>

/** What a chart takes from its reader: colours, type size, language. */
export interface ChartLook {
  readonly palette: Palette
  readonly font: string
  readonly fontSize: number
  readonly locale: FormatLocale
  readonly words: ChartWords
}

/** How the values of a chart are written. A ratio is `percent`; a difference of ratios is `pp`. */
export type ValueFormat =
  | { readonly kind: 'count' }
  | { readonly kind: 'number'; readonly digits: number; readonly unit?: string }
  | { readonly kind: 'percent'; readonly digits?: number }
  | { readonly kind: 'pp'; readonly digits?: number }
  | { readonly kind: 'money'; readonly currency: string }

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-9

const ppDigits = (value: number, short: boolean): number => (short && isWhole(value * 100) ? 0 : 1)

type NumberFormat = Extract<ValueFormat, { kind: 'number' }>

function writeNumber(
  value: number,
  { digits, unit }: NumberFormat,
  locale: FormatLocale,
  short: boolean,
): string {
  const isSmall = Math.abs(value) < 1
  const text = short && !isSmall ? formatCompact(value, locale) : formatNumber(value, locale, digits)
  return unit === undefined ? text : `${text} ${unit}`
}

/** Writes a value; `short` for axes. */
export function writeValue(value: number, format: ValueFormat, locale: FormatLocale, short = false): string {
  switch (format.kind) {
    case 'count':
      return short ? formatCompact(value, locale) : formatNumber(value, locale)
    case 'number':
      return writeNumber(value, format, locale, short)
    case 'percent':
      return formatPercent(value, locale, format.digits ?? (short ? 0 : 1))
    case 'pp':
      return formatPp(value, locale, format.digits ?? ppDigits(value, short))
    case 'money':
      return formatMoney(Math.round(value), format.currency, locale, { style: 'short' })
  }
}

export type ChartCell = string | number | null

/** The rows of a chart as a table: what the table view shows and CSV holds. */
export interface ChartTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly ChartCell[])[]
}

/** A chart: pure functions from rows and options to a drawing, a table and a height. */
export interface ChartKind<Rows, Options> {
  readonly option: (rows: Rows, options: Options, look: ChartLook) => EChartsOption
  readonly table: (rows: Rows, options: Options, words: ChartWords) => ChartTable
  /** Pixels at 14 px text. */
  readonly height: (rows: Rows, options: Options) => number
}
