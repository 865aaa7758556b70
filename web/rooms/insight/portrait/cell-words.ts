import type { TFunction } from 'i18next'
import type { PortraitCell, PortraitTrait } from '#insight/contract'
import { formatMoney, formatNumber, type FormatLocale } from '../../../ui/format.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'

type Traited = Pick<PortraitTrait, 'type' | 'ccy'>

/** A number of a trait as people write it: money from minor units, days as dates. */
export function traitValue(value: number, { type, ccy }: Traited, locale: FormatLocale): string {
  if (type === 'money') return formatMoney(Math.round(value), ccy ?? 'CNY', locale)
  if (type === 'date' || type === 'instant') return new Date(value * 86_400_000).toISOString().slice(0, 10)
  return formatNumber(value, locale, Number.isInteger(value) ? 0 : 2)
}

/** What a cell is called: its value, or the bounds of its bin. */
export function cellName(cell: Pick<PortraitCell, 'code' | 'label' | 'from' | 'to'>, trait: Traited, { t, say, locale }: { t: TFunction<'insight'>; say: (text: TwoLanguages) => string; locale: FormatLocale }): string {
  if (cell.label.zh !== '') return say(cell.label)
  const write = (value: number) => traitValue(value, trait, locale)
  if (cell.from === null && cell.to === null) return t('portrait.any')
  if (cell.from === null) return t('portrait.below', { value: write(cell.to ?? 0) })
  if (cell.to === null) return t('portrait.atLeast', { value: write(cell.from) })
  return t('portrait.between', { from: write(cell.from), to: write(cell.to) })
}
