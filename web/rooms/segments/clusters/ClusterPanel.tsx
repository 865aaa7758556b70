import { useTranslation } from 'react-i18next'
import type { ClusterCard, ClusterTrait } from '#segments/contract'
import { useMay } from '../../../api/session.js'
import { barChart } from '../../../ui/charts/bar.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AdoptButton } from './AdoptButton.js'
import { type ClusterResult, useConditionText, useFeatures } from './condition-text.js'
import { useAmount } from './use-amount.js'

const SHOWN = 6
const SAME = 100

interface Props {
  readonly clustering: string
  readonly result: ClusterResult
  readonly card: ClusterCard
}

/** Means of the strongest traits that are numbers, against everybody. */
function Means({ card, features }: { readonly card: ClusterCard; readonly features: ClusterResult['features'] }) {
  const { t } = useTranslation('segments')
  const amount = useAmount()
  const { of, nameOf } = useFeatures(features)
  const rows = card.traits.filter(({ level, mean }) => level === null && mean !== null).slice(0, SHOWN)
  if (rows.length === 0) return null
  return (
    <table className="plain-table cluster-means">
      <thead>
        <tr>
          <th scope="col">{t('clusters.feature')}</th>
          <th scope="col" className="right">{t('clusters.mean')}</th>
          <th scope="col" className="right">{t('clusters.baseMean')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ feature, mean, baseMean }) => (
          <tr key={feature}>
            <th scope="row">{nameOf(feature)}</th>
            <td className="figures right">{amount(mean ?? 0, of(feature))}</td>
            <td className="figures right soft">{baseMean === null ? '' : amount(baseMean, of(feature))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One cluster: how many, what sets them apart, the rules that find them, and a way to keep them. */
export function ClusterPanel({ clustering, result, card }: Props) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const mayWrite = useMay('segment.write')
  const { nameOf, levelOf } = useFeatures(result.features)
  const conditionText = useConditionText(result.features)
  const size = result.sizes.find(({ cluster }) => cluster === card.cluster)
  const traitName = ({ feature, level }: ClusterTrait) => (level === null ? nameOf(feature) : `${nameOf(feature)}: ${levelOf(feature, level)}`)
  return (
    <section className="panel">
      <h2>
        {t('clusters.number', { number: card.cluster + 1 })} {say(card.name)}
      </h2>
      <p className="figures">
        <Num value={size?.size} /> {t('clusters.people')}
        {size?.share != null && <span className="soft"> {formatPercent(size.share, locale, 1)}</span>}
      </p>
      <Chart
        chart={barChart}
        rows={card.traits.slice(0, SHOWN).map((trait) => ({ name: traitName(trait), value: trait.tgi ?? 0 }))}
        options={{ format: { kind: 'number', digits: 0 }, keepOrder: true, baseline: { value: SAME, label: t('clusters.base') }, nameLabel: t('clusters.feature'), valueLabel: 'TGI' }}
        title={t('clusters.tgi')}
        note={t('clusters.tgiNote')}
        fileName={`${clustering}-${card.cluster + 1}`}
      />
      <Means card={card} features={result.features} />
      <h3>{t('clusters.rules')}</h3>
      {card.rules.length === 0 ? (
        <p className="soft">{t('clusters.noRules')}</p>
      ) : (
        <>
          <ul>
            {card.rules.map((rule) => (
              <li key={rule.text}>{rule.conditions.map(conditionText).join(t('clusters.and'))}</li>
            ))}
          </ul>
          <p className="soft">
            {t('clusters.fidelity', { fidelity: formatNumber(card.fidelity, locale, 2), precision: formatPercent(card.precision, locale, 0), recall: formatPercent(card.recall, locale, 0) })}
          </p>
        </>
      )}
      {mayWrite && <AdoptButton clustering={clustering} run={result.run.runId} card={card} />}
    </section>
  )
}
