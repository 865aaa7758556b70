import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { ClusterCard, ClusterCondition, clusterResultSchema, ClusterTrait } from '#segments/contract'
import { useMay } from '../../../api/session.js'
import { barChart } from '../../../ui/charts/bar.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AdoptButton } from './AdoptButton.js'

type Result = z.infer<typeof clusterResultSchema>

const SHOWN = 6
const SAME = 100

interface Props {
  readonly clustering: string
  readonly result: Result
  readonly card: ClusterCard
}

function useFeatureName(features: Result['features']): (key: string) => string {
  const say = useSay()
  return (key) => {
    const name = features.find((feature) => feature.key === key)?.name
    return name === undefined ? key : say(name)
  }
}

function useConditionText(nameOf: (key: string) => string): (condition: ClusterCondition) => string {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const number = (value: number) => formatNumber(value, locale, Number.isInteger(value) ? 0 : 2)
  return (condition) => {
    const name = nameOf(condition.feature)
    if (condition.kind === 'category') return t('clusters.in', { name, levels: condition.levels.join('、') })
    const { above, upTo } = condition
    if (above !== null && upTo !== null) return `${number(above)} < ${name} ≤ ${number(upTo)}`
    if (above !== null) return `${name} > ${number(above)}`
    return upTo === null ? name : `${name} ≤ ${number(upTo)}`
  }
}

/** One cluster: how many, what sets them apart, the rules that find them, and a way to keep them. */
export function ClusterPanel({ clustering, result, card }: Props) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const mayWrite = useMay('segment.write')
  const nameOf = useFeatureName(result.features)
  const conditionText = useConditionText(nameOf)
  const size = result.sizes.find(({ cluster }) => cluster === card.cluster)
  const traitName = ({ feature, level }: ClusterTrait) => (level === null ? nameOf(feature) : `${nameOf(feature)}: ${level}`)
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
