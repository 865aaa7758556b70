import { useTranslation } from 'react-i18next'
import { Chart } from '../../../ui/charts/Chart.js'
import { barChart } from '../../../ui/charts/bar.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { PsiTag } from './PsiTag.js'
import type { ModelDetail, VersionDetail } from './use-picked-version.js'
import { WithVersion } from './WithVersion.js'

const MOST_BARS = 12

function ImportanceChart({ version, nameOf }: { readonly version: VersionDetail; readonly nameOf: (key: string) => string }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const { importance, rows } = version.figures
  const [first] = importance
  if (first === undefined) return null
  return (
    <Chart
      chart={barChart}
      rows={importance.slice(0, MOST_BARS).map(({ feature, share }) => ({ name: nameOf(feature), value: share, isMarked: feature === first.feature }))}
      options={{ format: { kind: 'percent' }, nameLabel: t('features.name'), valueLabel: t('features.share') }}
      title={t('features.important', { name: nameOf(first.feature), share: formatPercent(first.share, locale, 0) })}
      note={`${t('features.top', { count: Math.min(MOST_BARS, importance.length) })} · ${t('features.note', { version: version.number, rows: formatNumber(rows.train, locale) })}`}
      fileName={`${version.model}-${version.number}-importance`}
    />
  )
}

function FeatureTable({ version }: { readonly version: VersionDetail }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const { importance, stability, unused } = version.figures
  const shares = new Map(importance.map(({ feature, share }) => [feature, share]))
  const moves = new Map(stability.map(({ feature, psi }) => [feature, psi]))
  const ordered = version.features.toSorted((a, b) => (shares.get(b.key) ?? -1) - (shares.get(a.key) ?? -1))
  return (
    <section className="panel model-scroll">
      <h2>{t('features.all')}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('features.name')}</th>
            <th scope="col">{t('features.sentence')}</th>
            <th scope="col" className="right">
              {t('features.share')}
              <FigureHelp figure="importance" />
            </th>
            <th scope="col" className="right">
              {t('features.psi')}
              <FigureHelp figure="psi" />
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ key, name, sentence }) => (
            <tr key={key}>
              <th scope="row" title={key}>{say(name)}</th>
              <td className="soft">{say(sentence)}</td>
              <td className="right">{unused.includes(key) ? <StatusTag tone="quiet">{t('features.unused')}</StatusTag> : <Percent value={shares.get(key) ?? null} />}</td>
              <td className="right nowrap">
                <Num value={moves.get(key) ?? null} digits={3} /> {moves.has(key) && <PsiTag psi={moves.get(key) ?? 0} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {unused.length > 0 && <p className="soft">{t('features.unusedWhy')}</p>}
    </section>
  )
}

function Features({ version }: { readonly version: VersionDetail }) {
  const say = useSay()
  const names = new Map(version.features.map(({ key, name }) => [key, say(name)]))
  return (
    <>
      <ImportanceChart version={version} nameOf={(key) => names.get(key) ?? key} />
      <FeatureTable version={version} />
    </>
  )
}

/** What the model looks at: how much each feature counts, how it is computed, whether it moved. */
export function FeaturesTab({ model }: { readonly model: ModelDetail }) {
  return <WithVersion model={model}>{(version) => <Features version={version} />}</WithVersion>
}
