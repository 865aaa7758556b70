import { useTranslation } from 'react-i18next'
import type { Distribution, TagListItem } from '#tags/contract'
import { barChart } from '../../../ui/charts/bar.js'
import type { ValueFormat } from '../../../ui/charts/chart-kind.js'
import { writeValue } from '../../../ui/charts/chart-kind.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { histogramChart } from '../../../ui/charts/histogram.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

type TypeInfo = TagListItem['type']

function formatOf(type: TypeInfo): ValueFormat {
  if (type?.type === 'money') return { kind: 'money', currency: type.ccy ?? 'CNY' }
  return { kind: 'number', digits: type?.type === 'int' ? 0 : 2 }
}

const quantileKeys = ['p01', 'p25', 'p50', 'p75', 'p99', 'mean'] as const

function Quantiles({ distribution, type }: Pick<Props, 'distribution' | 'type'>) {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const { quantiles } = distribution
  if (quantiles === null) return null
  return (
    <dl className="tags-quantiles figures">
      {quantileKeys.map((key) => (
        <div key={key}>
          <dt>{t(`quantile.${key}`)}</dt>
          <dd>{writeValue(quantiles[key], formatOf(type), locale)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Writes a value as the tag has it: money in major units. */
export function useFormatValue(type: TypeInfo): (value: number) => string {
  const locale = useFormatLocale()
  return (value) => writeValue(value, formatOf(type), locale)
}

interface Props {
  readonly distribution: Distribution
  readonly type: TypeInfo
  /** A value or range was clicked: its place, values by size. */
  readonly onPick?: (part: number) => void
}

/** How a tag's values spread over the customers that have one. */
export function DistributionChart({ distribution, type, onPick }: Props) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const locale = useFormatLocale()
  const { customers, covered, kind, categories, bins } = distribution
  const shown = {
    covered: formatNumber(covered, locale),
    customers: formatNumber(customers, locale),
    share: formatPercent(customers === 0 ? 0 : covered / customers, locale),
  }
  const title = t('distribution.sentence', shown)
  const picking = onPick === undefined ? {} : { onPick }
  if (kind === 'categories') {
    const nameOf = (code: string, label: string) => (code === '' ? t('distribution.missing') : label || code)
    const rows = categories.toSorted((a, b) => b.count - a.count).map(({ code, label, count }) => ({ name: nameOf(code, say(label)), value: count }))
    return (
      <Chart
        chart={barChart}
        rows={rows}
        options={{ format: { kind: 'count' }, nameLabel: t('distribution.value'), valueLabel: t('distribution.customers') }}
        title={title}
        fileName="tag"
        {...picking}
      />
    )
  }
  return (
    <>
      <Chart
        chart={histogramChart}
        rows={bins}
        options={{
          format: formatOf(type),
          valueLabel: t('distribution.value'),
          countLabel: t('distribution.customers'),
        }}
        title={title}
        note={t('distribution.bins')}
        fileName="tag"
        {...picking}
      />
      <Quantiles distribution={distribution} type={type} />
    </>
  )
}
