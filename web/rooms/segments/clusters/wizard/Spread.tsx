import { useTranslation } from 'react-i18next'
import type { ClusterProfile } from '#segments/contract'
import { formatPercent } from '../../../../ui/format.js'
import { useFormatLocale } from '../../../../ui/theme/Look.js'
import { useAmount } from '../use-amount.js'

const WIDTH = 100
const HEIGHT = 28

interface BarsProps {
  readonly counts: readonly number[]
  readonly label: string
}

/** A small histogram. */
function Bars({ counts, label }: BarsProps) {
  const most = Math.max(1, ...counts)
  const width = WIDTH / Math.max(1, counts.length)
  return (
    <svg className="cluster-bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      {counts.map((count, at) => {
        const height = count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT)
        return <rect key={at} x={at * width + 0.3} y={HEIGHT - height} width={Math.max(0.4, width - 0.6)} height={height} />
      })}
    </svg>
  )
}

/** How a feature is spread: numbers as a small histogram, codes as their most frequent levels. */
export function Spread({ profile }: { readonly profile: ClusterProfile }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const amount = useAmount()
  const { number, category } = profile
  if (number !== null) {
    const [low = 0, , middle = 0, , high = 0] = number.quantiles
    const range = t('clusters.wizard.quantiles', { low: amount(low, profile), high: amount(high, profile) })
    return (
      <span className="cluster-spread">
        <Bars counts={number.histogram.counts} label={range} />
        <small className="soft figures">{range} · {t('clusters.wizard.median', { value: amount(middle, profile) })}</small>
      </span>
    )
  }
  if (category === null) return null
  const nameOf = (code: string) => profile.levels?.find((level) => level.code === code)?.[locale.language === 'en' ? 'en' : 'zh'] ?? code
  const text = category.levels.slice(0, 4).map(({ level, share }) => `${nameOf(level)} ${formatPercent(share, locale, 0)}`).join(' · ')
  return (
    <span className="cluster-spread">
      <Bars counts={category.levels.map(({ share }) => share)} label={text} />
      <small className="soft figures">{text} · {t('clusters.wizard.levels', { count: category.distinct })}</small>
    </span>
  )
}

/** The same after its preparation, in standard deviations. */
export function PreparedSpread({ profile }: { readonly profile: ClusterProfile }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const { prepared } = profile
  if (prepared === null) return null
  const fine = (value: number | undefined) => (value ?? 0).toLocaleString(locale.language, { maximumFractionDigits: 1 })
  const range = `${fine(prepared.edges[0])} – ${fine(prepared.edges.at(-1))} ${t('clusters.wizard.standard')}`
  return (
    <span className="cluster-spread">
      <Bars counts={prepared.counts} label={range} />
      <small className="soft figures">{range}</small>
    </span>
  )
}
