import { Select, Slider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Distillation, EvaluationOverview } from '#tags/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { curveChart } from '../../../ui/charts/curve.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { TagLinks } from '../TagLinks.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

/** The few tags that tell most: a slider over how many are kept, with what of the information is left. */
export function DistilTab({ overview }: { readonly overview: EvaluationOverview }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const [search, change] = useUrlState()
  const wanted = search.get('decision')
  const chosen = overview.distillations.find(({ decision }) => decision === wanted) ?? overview.distillations[0]
  if (chosen === undefined || chosen.steps.length === 0) return <p className="soft">{t('evaluation.distil.none')}</p>
  const nameOf = (decision: string | null) => {
    const known = overview.decisions.find(({ key }) => key === decision)
    return known === undefined ? t('evaluation.distil.all') : say(known.name)
  }
  return (
    <div className="tags-stack">
      <p className="soft">
        {t('evaluation.distil.what', { candidates: chosen.candidates })} <HelpHint name={t('evaluation.tab.distil')} formula="max min I(Y; X | S) / H(Y)" source="Fleuret 2004, JMLR 5" />
      </p>
      <div className="tags-life-line">
        <span>{t('evaluation.distil.decision')}</span>
        <Select<string> aria-label={t('evaluation.distil.decision')} value={chosen.decision ?? ''} onChange={(value) => change({ decision: value === '' ? null : value })} options={overview.distillations.map(({ decision }) => ({ value: decision ?? '', label: nameOf(decision) }))} />
      </div>
      <Kept key={chosen.decision ?? ''} distillation={chosen} />
    </div>
  )
}

function Kept({ distillation: { steps, curve, agreement } }: { readonly distillation: Distillation }) {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const enough = curve.find(({ kept }) => kept >= 0.9)?.tags ?? steps.length
  const [count, setCount] = useState(enough)
  const point = curve.filter(({ tags }) => tags <= count).at(-1)
  const kept = point === undefined ? '–' : formatPercent(point.kept, locale)
  const share = (value: number) => formatPercent(value, locale, 2)
  return (
    <>
      <label className="tags-lead figures">
        {t('evaluation.distil.count', { count })} · {t('evaluation.distil.kept', { kept, auc: point === undefined ? '–' : formatNumber(point.auc, locale, 3) })}
        <Slider min={1} max={steps.length} value={count} onChange={setCount} ariaLabelForHandle={t('evaluation.distil.tags')} />
      </label>
      {curve.length > 1 && (
        <Chart
          chart={curveChart}
          rows={[{ name: t('evaluation.distil.share'), points: curve.map(({ tags, kept: y }) => ({ x: tags, y })) }]}
          options={{ xFormat: { kind: 'count' }, yFormat: { kind: 'percent' }, xLabel: t('evaluation.distil.tags'), yLabel: t('evaluation.distil.share'), withMarks: true, yMax: 1 }}
          title={t('evaluation.distil.curve', { count, kept })}
          note={t('evaluation.distil.agreement', { share: formatPercent(agreement, locale, 0) })}
          fileName="tag-shortlist"
        />
      )}
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('evaluation.distil.order')}</th>
            <th scope="col">{t('evaluation.tag')}</th>
            <th scope="col">{t('evaluation.distil.adds')}</th>
            <th scope="col">{t('evaluation.distil.alone')}</th>
            <th scope="col">{t('evaluation.distil.steady')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ tag, adds, alone, steady }, at) => (
            <tr key={tag} className={at < count ? '' : 'tags-dropped'}>
              <td><Num value={at + 1} /></td>
              <td><TagLinks keys={[tag]} /></td>
              <td className="figures">{share(adds)}</td>
              <td className="figures">{share(alone)}</td>
              <td className="figures">{formatPercent(steady, locale, 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
