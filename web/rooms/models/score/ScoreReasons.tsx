import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { customerScoreSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { signedBarChart } from '../../../ui/charts/signed-bar.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { modelUrl } from '../models-paths.js'
import { type ModelDetail, useVersion } from '../one/use-picked-version.js'
import { writeScore, writeValue } from '../write-score.js'
import { UpliftOfCustomer } from '../uplift/UpliftOfCustomer.js'
import { reasonRows, sumOf } from './reason-rows.js'

type CustomerScore = z.infer<typeof customerScoreSchema>

const MOST_REASONS = 10
const scoreWord = { binary: 'customer.score', regression: 'customer.amount', uplift: 'uplift.effect' } as const

/** A customer's published score with its reasons; null waits. */
export const useCustomerScore = (key: string | null, custId: string) =>
  useApi(key === null ? null : `${modelUrl(key)}/customers/${encodeURIComponent(custId)}`, customerScoreSchema, { staleTime: 60_000 })

/** Bars of what pushes the score up and down, with the customer's own values. */
function ReasonChart({ model, score }: { readonly model: ModelDetail; readonly score: CustomerScore }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const locale = useFormatLocale()
  const features = useVersion(model.key, score.version).data?.features ?? []
  const types = new Map(features.map(({ key, type }) => [key, type]))
  const noteOf = (feature: string, value: CustomerScore['reasons'][number]['value']): string => {
    if (value === null) return t('customer.missing')
    return typeof value === 'number' ? writeValue(value, types.get(feature) ?? null, locale) : value
  }
  const rows = reasonRows(
    score.reasons,
    MOST_REASONS,
    ({ feature, name, value, effect }) => ({ name: say(name), value: effect, note: noteOf(feature, value) }),
    (count) => t('customer.rest', { count }),
  )
  const [first] = score.reasons.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
  const isEffect = model.task === 'uplift'
  const isMoney = model.task === 'regression' && model.words.labelType?.type === 'money'
  const title = first === undefined ? t('customer.reasons') : t('customer.reasonsTitle', { feature: say(first.name), direction: t(first.effect > 0 ? 'customer.up' : 'customer.down') })
  return (
    <Chart
      chart={signedBarChart}
      rows={rows}
      options={{
        format: isMoney ? { kind: 'money', currency: model.words.labelType?.ccy ?? 'CNY' } : isEffect ? { kind: 'pp', digits: 2 } : { kind: 'number', digits: 3 },
        upLabel: t('customer.upLabel'), downLabel: t('customer.downLabel'), valueLabel: t('customer.effect'), noteLabel: t('customer.value'),
      }}
      title={title}
      {...(model.task === 'binary' ? { note: t('customer.unit') } : {})}
      fileName={`${model.key}-${score.custId}-reasons`}
    />
  )
}

/** The score, what it adds up from, and its reasons. */
export function ScoreReasons({ model, score }: { readonly model: ModelDetail; readonly score: CustomerScore }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const written = writeScore(score.score, model.task, model.words.labelType, locale)
  const isChance = model.task === 'binary'
  const number = (value: number) => (isChance ? formatNumber(value, locale, 3) : writeScore(value, model.task, model.words.labelType, locale))
  const adds = isChance
    ? t('customer.base', { base: number(score.base), total: number(score.base + sumOf(score.reasons)), score: written })
    : t('customer.baseAmount', { base: number(score.base), score: written })
  return (
    <div className="model-stack">
      <div className="stat-tiles">
        <StatTile label={t(scoreWord[model.task])} value={written} note={t('days', { days: model.horizonDays })} help={<HelpHint name={t('customer.reasons')}>{adds}</HelpHint>} />
        {score.range && <StatTile label={t('customer.range', { level: formatNumber(score.range.level * 100, locale, 0) })} value={`${writeScore(score.range.low, model.task, model.words.labelType, locale)} – ${writeScore(score.range.high, model.task, model.words.labelType, locale)}`} />}
        <StatTile label={t('scores.decile')} value={t('scores.decileName', { decile: score.decile })} note={model.scored === null ? '' : t('customer.rank', { customers: formatNumber(model.scored.customers, locale) })} />
      </div>
      {score.uplift && <UpliftOfCustomer uplift={score.uplift} />}
      <p className="model-verdict">{adds}</p>
      <ReasonChart model={model} score={score} />
    </div>
  )
}
