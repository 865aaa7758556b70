import { useTranslation } from 'react-i18next'
import { formatNumber, formatPercent } from '../format.js'
import { useFormatLocale } from '../theme/Look.js'

export interface EstimateValue {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Sample the estimate rests on. */
  readonly n?: number
}

interface Props {
  readonly estimate: EstimateValue | null | undefined
  /** Writes one of the numbers: `formatPp`, `formatPercent`, money. */
  readonly format: (value: number) => string
  /** Confidence level, 0.95 by default. */
  readonly level?: number
  /** The smallest sample that allows a conclusion; below it the figure is grey and says so. */
  readonly least?: number
  /** Colours by evidence: which sign is good. A gain or loss shows only when the interval leaves zero. */
  readonly good?: 'up' | 'down'
}

type Tone = 'plain' | 'gain' | 'loss'

/** What an interval proves: nothing while it holds zero. */
export function toneOf({ low, high }: EstimateValue, good: 'up' | 'down' | undefined): Tone {
  if (good === undefined || (low <= 0 && high >= 0)) return 'plain'
  return low > 0 === (good === 'up') ? 'gain' : 'loss'
}

/** An estimate, always with its interval; grey with the reason when the sample is too small. */
export function Estimate({ estimate, format, level = 0.95, least = 0, good }: Props) {
  const { t } = useTranslation('ui')
  const locale = useFormatLocale()
  if (estimate === null || estimate === undefined) return <span className="no-value">–</span>
  const { value, low, high, n } = estimate
  const tooSmall = n !== undefined && n < least
  const interval = t('figure.interval', {
    level: formatPercent(level, locale, 0),
    low: format(low),
    high: format(high),
  })
  const reason = t('figure.tooSmall', { n: formatNumber(n ?? 0, locale), least: formatNumber(least, locale) })
  return (
    <span className={`estimate figures ${tooSmall ? 'too-small' : ''}`}>
      <span className={`estimate-value tone-${tooSmall ? 'plain' : toneOf(estimate, good)}`}>
        {format(value)}
      </span>
      <span className="estimate-interval" title={interval}>
        <span aria-hidden="true">
          [{format(low)}, {format(high)}]
        </span>
        <span className="visually-hidden">{interval}</span>
      </span>
      {n !== undefined && !tooSmall && (
        <span className="estimate-interval">{t('figure.sample', { n: formatNumber(n, locale) })}</span>
      )}
      {tooSmall && <span className="estimate-reason">{reason}</span>}
    </span>
  )
}
