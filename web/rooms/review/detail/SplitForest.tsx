import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { EvaluationResult, SplitResult } from '#review/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { forestChart } from '../../../ui/charts/forest.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { forestFormat, forestRows, writeP } from '../figures.js'

const LEAST = 60

interface PickProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly (readonly [value: string, label: string])[]
  readonly onChange: (value: string) => void
}

function Pick({ label, value, choices, onChange }: PickProps) {
  return (
    <label>
      <span className="soft">{label}</span>
      <Select aria-label={label} value={value} onChange={onChange} options={choices.map(([key, text]) => ({ value: key, label: text }))} />
    </label>
  )
}

function Heterogeneity({ split }: { readonly split: SplitResult }) {
  const { t } = useTranslation('review')
  const locale = useFormatLocale()
  const { heterogeneity } = split
  const isKnown = heterogeneity !== null && heterogeneity.p_value !== null
  const figures = {
    p: writeP(heterogeneity?.p_value ?? null, locale) ?? t('metric.tiny'),
    i: formatPercent(heterogeneity?.i_squared ?? 0, locale, 0),
  }
  const sentence = !isKnown ? t('split.unknown') : (heterogeneity.p_value ?? 1) < 0.05 ? t('split.differ', figures) : t('split.same', figures)
  return (
    <p>
      {sentence}
      <HelpHint name={t('split.heterogeneity')} formula={t('split.heterogeneityFormula')} source={t('split.heterogeneitySource')} />
    </p>
  )
}

/** The difference within each value of a tag; tag, metric and arm are chosen in the URL. */
export function SplitForest({ result }: { readonly result: EvaluationResult }) {
  const { t } = useTranslation('review')
  const say = useSay()
  const [search, change] = useUrlState()
  const { splits, metrics } = result
  const has = (split: SplitResult) => (['tag', 'metric', 'arm'] as const).filter((key) => search.get(`by.${key}`) === split[key]).length
  const split = splits.reduce<SplitResult | undefined>((best, each) => (best === undefined || has(each) > has(best) ? each : best), undefined)
  const overall = metrics.find(({ metric, arm }) => metric === split?.metric && arm === split.arm)
  if (split === undefined || overall === undefined) return null
  const pick = (key: 'tag' | 'metric' | 'arm') => (value: string) =>
    change({ 'by.tag': split.tag, 'by.metric': split.metric, 'by.arm': split.arm, [`by.${key}`]: value }, { replace: true })
  const tags = [...new Map(splits.map((each) => [each.tag, say(each.tagName)]))]
  const arms = [...new Set(splits.map(({ arm }) => arm))]
  const named = [...new Map(metrics.map((each) => [each.metric, say(each.name)]))]
  return (
    <section className="panel">
      <h2>{t('split.title')}</h2>
      <div className="split-tools">
        <Pick label={t('split.tag')} value={split.tag} choices={tags} onChange={pick('tag')} />
        <Pick label={t('split.metric')} value={split.metric} choices={named} onChange={pick('metric')} />
        {arms.length > 1 && <Pick label={t('split.arm')} value={split.arm} choices={arms.map((arm) => [arm, arm])} onChange={pick('arm')} />}
      </div>
      <Heterogeneity split={split} />
      <Chart
        chart={forestChart}
        rows={forestRows(split, overall, say, t('split.overall'))}
        options={{ format: forestFormat(overall), least: LEAST, good: overall.better === 'higher' ? 'up' : 'down' }}
        title={t('split.chart', { metric: say(overall.name), tag: say(split.tagName) })}
        note={t('split.note')}
        fileName={`${result.evaluation}-${split.tag}-${split.metric}`}
      />
    </section>
  )
}
