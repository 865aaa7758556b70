import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Chart } from '../../../ui/charts/Chart.js'
import { groupedBarChart } from '../../../ui/charts/grouped-bar.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AnalysisHelp } from '../AnalysisHelp.js'
import { writeMoney } from '../measures.js'
import type { FiguresOf, ResultsProps } from '../one/analysis-view.js'
import { fallingStep } from './falling-step.js'
import { Allocation, FlatTable, GroupFaces } from './BenefitTables.js'

type Figures = FiguresOf<'benefit'>

/** Savings below this share are none. */
const LEAST_SAVING = 0.005

function Verdict({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { anyway, unmoved, steps, plan, flat, byChance } = figures
  const p = byChance.p < 0.001 ? '< 0.001' : formatNumber(byChance.p, locale, 3)
  const money = (value: number) => writeMoney(value, locale)
  const fall = fallingStep(figures.response)
  return (
    <>
      {!byChance.even && <Alert type="warning" showIcon title={t('benefit.notEven', { p })} />}
      {fall !== null && <Alert type="warning" showIcon title={t('benefit.uneven', { lower: money(fall.lower), higher: money(fall.higher) })} />}
      <div className="model-verdict">
        <p>
          {t('benefit.verdict', { anyway: formatPercent(anyway, locale, 1), unmoved: formatPercent(unmoved, locale, 1) })}{' '}
          {steps.length === 0 ? t('benefit.stepsNone') : steps.map(({ face, share }) => t('benefit.step', { face: money(face), share: formatPercent(share, locale, 1) })).join(t('benefit.comma'))}
        </p>
        <p>
          {plan.saved > LEAST_SAVING
            ? t('benefit.planSaves', { face: money(flat.face), cost: money(flat.cost), planCost: money(plan.cost), saved: formatPercent(plan.saved, locale, 1), conversions: formatNumber(plan.conversions, locale) })
            : t('benefit.planSame', { face: money(flat.face) })}
        </p>
        {byChance.even && <p className="soft">{t('benefit.even', { p })}</p>}
      </div>
    </>
  )
}

function Tiles({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { anyway, unmoved, steps, plan, flat } = figures
  const [first] = steps
  return (
    <div className="stat-tiles">
      <StatTile label={t('benefit.effective')} value={first === undefined ? t('benefit.none') : writeMoney(first.face, locale)} {...(first === undefined ? {} : { note: t('benefit.step', { face: writeMoney(first.face, locale), share: formatPercent(first.share, locale, 1) }) })} help={<AnalysisHelp figure="leastFace" />} />
      <StatTile label={t('benefit.saving')} value={formatPercent(plan.saved, locale, 1)} note={t('benefit.plan')} help={<AnalysisHelp figure="saved" />} />
      <StatTile label={t('benefit.anyway')} value={formatPercent(anyway, locale, 1)} help={<AnalysisHelp figure="anyway" />} />
      <StatTile label={t('benefit.unmoved')} value={formatPercent(unmoved, locale, 1)} note={`${t('benefit.flat')} ${writeMoney(flat.face, locale)}`} />
    </div>
  )
}

function Response({ name, figures }: { readonly name: string; readonly figures: Figures }) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { response } = figures
  const best = response.toSorted((a, b) => b.rate - a.rate)[0]
  return (
    <Chart
      chart={groupedBarChart}
      rows={response.map(({ face, rate, low, high, smooth }) => ({ name: writeMoney(face, locale), values: { used: { value: rate, low, high }, smooth: { value: smooth } } }))}
      options={{ format: { kind: 'percent' }, series: [{ key: 'used', label: t('benefit.used') }, { key: 'smooth', label: t('benefit.smooth') }], nameLabel: t('benefit.face') }}
      title={best === undefined ? t('benefit.responsePlain') : t('benefit.responseTitle', { face: writeMoney(best.face, locale), rate: formatPercent(best.rate, locale, 1) })}
      note={t('benefit.responseNote')}
      fileName={`${name}-response`}
    />
  )
}

/** Which face value moves whom: use by face, the least effective face of each group, the budget by group against flat. */
export function BenefitResults({ analysis, figures }: ResultsProps<'benefit'>) {
  return (
    <div className="model-stack">
      <Verdict figures={figures} />
      <Tiles figures={figures} />
      <Response name={analysis.key} figures={figures} />
      <div className="model-columns even">
        <GroupFaces figures={figures} />
        <Allocation figures={figures} />
      </div>
      <FlatTable figures={figures} />
    </div>
  )
}
