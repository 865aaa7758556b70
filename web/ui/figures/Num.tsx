import { useTranslation } from 'react-i18next'
import {
  formatCompact,
  formatInstant,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../format.js'
import { useFormatLocale } from '../theme/Look.js'

type MaybeNumber = number | null | undefined

function NoValue() {
  const { t } = useTranslation('ui')
  return (
    <span className="no-value" title={t('figure.noValue')}>
      –
    </span>
  )
}

interface NumProps {
  readonly value: MaybeNumber
  readonly digits?: number
  /** 万 / 亿 or K / M, the full number on hover. */
  readonly compact?: boolean
}

/** A count or amount in tabular figures. */
export function Num({ value, digits = 0, compact = false }: NumProps) {
  const locale = useFormatLocale()
  if (value === null || value === undefined) return <NoValue />
  const full = formatNumber(value, locale, digits)
  if (!compact) return <span className="figures">{full}</span>
  return (
    <span className="figures" title={full}>
      {formatCompact(value, locale)}
    </span>
  )
}

interface MoneyProps {
  /** Int64 minor units; text when larger than a JavaScript number. */
  readonly minor: bigint | number | string | null | undefined
  readonly currency: string
  readonly full?: boolean
}

/** Money from minor units, short by default with the exact sum on hover. */
export function MoneyText({ minor, currency, full = false }: MoneyProps) {
  const locale = useFormatLocale()
  if (minor === null || minor === undefined) return <NoValue />
  const exact = formatMoney(minor, currency, locale, { style: 'full' })
  return (
    <span className="figures" title={exact}>
      {full ? exact : formatMoney(minor, currency, locale)}
    </span>
  )
}

interface PercentProps {
  readonly value: MaybeNumber
  readonly digits?: number
  /** Shown on hover, so that a percentage never goes without its denominator. */
  readonly of?: { readonly part: number; readonly total: number }
}

/** A ratio as a percentage. */
export function Percent({ value, digits = 1, of }: PercentProps) {
  const locale = useFormatLocale()
  const { t } = useTranslation('ui')
  if (value === null || value === undefined) return <NoValue />
  const title = of && {
    title: t('figure.ofTotal', {
      part: formatNumber(of.part, locale),
      total: formatNumber(of.total, locale),
    }),
  }
  return (
    <span className="figures" {...title}>
      {formatPercent(value, locale, digits)}
    </span>
  )
}

interface DateProps {
  /** A business date `YYYY-MM-DD`, or an instant in ISO form. */
  readonly value: string | null | undefined
  readonly seconds?: boolean
}

/** A business date as it is, an instant in the bank's zone. */
export function DateText({ value, seconds = false }: DateProps) {
  const locale = useFormatLocale()
  if (value === null || value === undefined || value === '') return <NoValue />
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value)
  return (
    <time className="figures" dateTime={value}>
      {isDay ? value : formatInstant(value, locale, seconds)}
    </time>
  )
}
