import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { comparisonSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { curveChart } from '../../../ui/charts/curve.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatSigned } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { modelUrl } from '../models-paths.js'
import { betterOf, gainsCurve, randomCurve } from './figures.js'
import { figureNameOf, goodOf } from './metric-good.js'
import { type ModelDetail, useVersion } from './use-picked-version.js'

type Comparison = z.infer<typeof comparisonSchema>

interface Pair {
  readonly a: number
  readonly b: number
}

function Picker({ model, pair }: { readonly model: ModelDetail; readonly pair: Pair }) {
  const { t } = useTranslation('models')
  const [, change] = useUrlState()
  const options = model.versions.map(({ number, status }) => ({ value: number, label: `${t('version', { number })} · ${t(`status.${status}`)}` }))
  return (
    <div className="model-buttons">
      {(['a', 'b'] as const).map((side) => (
        <label key={side} className="model-picker">
          <span className="soft">{t(`compare.${side}`)}</span>
          <Select<number> value={pair[side]} popupMatchSelectWidth={false} options={options} onChange={(next) => change({ [side]: String(next) }, { replace: true })} />
        </label>
      ))}
    </div>
  )
}

/** Which of two stood the test better, as far as their intervals tell. */
function Verdict({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation('models')
  const [a, b] = [comparison.a.headline, comparison.b.headline]
  if (a === null || b === null) return null
  const better = a.value === b.value ? 'same' : betterOf(a, b, 'up')
  const words = { a: 'compare.aBetter', b: 'compare.bBetter', unclear: 'compare.unclear', same: 'compare.same' } as const
  return <p className="model-verdict">{t('compare.verdict', { metric: t(`figure.${a.metric as 'auc'}`, { defaultValue: a.metric }), which: t(words[better]) })}</p>
}

function Differences({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const readOf = (metric: string, difference: number | null) => {
    if (difference === null) return ''
    if (Math.abs(difference) < 1e-9) return t('compare.same')
    const good = goodOf(metric)
    return good === null ? '' : t(difference > 0 === (good === 'up') ? 'compare.better' : 'compare.worse')
  }
  return (
    <section className="panel model-scroll">
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('compare.metric')}</th>
            <th scope="col">{t('version', { number: comparison.a.number })}</th>
            <th scope="col">{t('version', { number: comparison.b.number })}</th>
            <th scope="col">{t('compare.difference')}</th>
            <th scope="col" aria-label={t('compare.difference')} />
          </tr>
        </thead>
        <tbody>
          {comparison.differences.map(({ metric, a, b, difference }) => (
            <tr key={metric}>
              <th scope="row">{figureNameOf(t, metric)}</th>
              <td><Num value={a} digits={4} /></td>
              <td><Num value={b} digits={4} /></td>
              <td className="figures">{difference === null ? '–' : formatSigned(difference, locale, 4)}</td>
              <td className="soft">{readOf(metric, difference)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Features of one alone, by name where the versions know it. */
function FeatureSets({ model, comparison, pair }: { readonly model: ModelDetail; readonly comparison: Comparison; readonly pair: Pair }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const [left, right] = [useVersion(model.key, pair.a).data, useVersion(model.key, pair.b).data]
  const names = new Map([...(left?.features ?? []), ...(right?.features ?? [])].map(({ key, name }) => [key, say(name)]))
  const { onlyA, onlyB } = comparison
  if (onlyA.length === 0 && onlyB.length === 0) return <p className="soft">{t('compare.sameFeatures')}</p>
  return (
    <dl className="panel model-facts">
      {([['onlyA', onlyA], ['onlyB', onlyB]] as const).map(([side, keys]) => (
        <div key={side}>
          <dt>{t(`compare.${side}`)}</dt>
          <dd>{keys.length === 0 ? '–' : keys.map((key) => names.get(key) ?? key).join(', ')}</dd>
        </div>
      ))}
    </dl>
  )
}

function BothGains({ model, pair }: { readonly model: ModelDetail; readonly pair: Pair }) {
  const { t } = useTranslation('models')
  const [left, right] = [useVersion(model.key, pair.a).data, useVersion(model.key, pair.b).data]
  const curves = [left, right].flatMap((version) => (version?.figures.probability ? [gainsCurve(t('version', { number: version.number }), version.figures.probability.gains)] : []))
  if (curves.length < 2) return null
  const percent = { kind: 'percent' } as const
  return <Chart chart={curveChart} rows={[...curves, randomCurve(t('performance.random'))]} options={{ xFormat: percent, yFormat: percent, xLabel: t('performance.shareOfRows'), yLabel: t('performance.gain'), xMax: 1, yMax: 1 }} title={t('compare.gains')} fileName={`${model.key}-${pair.a}-${pair.b}-gains`} />
}

/** Two versions side by side: figures, curves, features. */
export function CompareTab({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const [search] = useUrlState()
  const known = (value: string | null, fallback: number | undefined) => model.versions.find(({ number }) => String(number) === value)?.number ?? fallback
  const b = known(search.get('b'), model.newest?.number)
  const a = known(search.get('a'), model.versions.find(({ number }) => number !== b)?.number)
  const pair = a === undefined || b === undefined ? null : { a, b }
  const comparison = useApi(pair === null ? null : `${modelUrl(model.key)}/compare`, comparisonSchema, pair === null ? {} : { query: { ...pair } })
  if (pair === null) return <EmptyState title={t('compare.pick')} why={t('compare.oneVersion')} />
  return (
    <div className="model-stack">
      <Picker model={model} pair={pair} />
      <Loaded query={comparison}>
        {(found) => (
          <>
            <Verdict comparison={found} />
            <div className="model-columns even">
              <Differences comparison={found} />
              <BothGains model={model} pair={pair} />
            </div>
            <FeatureSets model={model} comparison={found} pair={pair} />
          </>
        )}
      </Loaded>
    </div>
  )
}
