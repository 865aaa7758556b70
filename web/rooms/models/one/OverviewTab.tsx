import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatInstant } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { editPath, modelPath } from '../models-paths.js'
import { stateOf } from '../model-state.js'
import { ScoreButton, TrainButton } from '../TrainButton.js'
import type { ModelDetail } from './use-picked-version.js'
import { AlgorithmText } from './AlgorithmText.js'
import { HeadlineTiles } from './HeadlineTiles.js'
import { PredictsSentence } from './PredictsSentence.js'

/** The one thing that brings the model further. */
function NextStep({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const state = stateOf(model)
  const number = model.newest?.number ?? 1
  const versions = <AppLink to={`${modelPath(model.key)}?tab=versions`}>{t('overview.goVersions')}</AppLink>
  const steps: Readonly<Record<typeof state, { readonly text: string; readonly action: ReactNode }>> = {
    draft: { text: t('overview.nextDraft'), action: <AppLink to={editPath(model.key)}>{t('action.edit')}</AppLink> },
    untrained: { text: t('overview.nextTrain'), action: <TrainButton model={model.key} number={1} isPublished type="primary" /> },
    trained: { text: t('overview.nextApprove', { number }), action: versions },
    approved: { text: t('overview.nextPromote', { number }), action: versions },
    unscored: { text: t('overview.nextScore'), action: <ScoreButton model={model.key} isReady type="primary" /> },
    live: { text: t('overview.nextUse'), action: <AppLink to={`${modelPath(model.key)}?tab=scores`}>{t('overview.goScores')}</AppLink> },
  }
  const step = steps[state]
  return (
    <section className="panel model-next">
      <h2>{t('overview.next')}</h2>
      <p>{step.text}</p>
      {step.action}
    </section>
  )
}

function Champion({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const { champion } = model
  if (champion === null) return <StatusTag tone="quiet">{t('noChampion')}</StatusTag>
  const by = champion.approvedBy === null ? '' : t('overview.approvedBy', { name: champion.approvedBy.name })
  return (
    <>
      <AppLink to={`${modelPath(model.key)}?tab=performance&v=${champion.number}`}>{t('version', { number: champion.number })}</AppLink>{' '}
      <span className="soft">
        {by} {champion.promotedAt === null ? '' : formatInstant(champion.promotedAt, locale)}
      </span>
    </>
  )
}

function LastScores({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const { scored } = model
  if (scored === null) return <span className="soft">{t('overview.noScores')}</span>
  return (
    <>
      <AppLink to={`${modelPath(model.key)}?tab=scores`}>
        <Num value={scored.customers} /> {t('overview.customers')}
      </AppLink>{' '}
      <span className="soft">
        <DateText value={scored.asOf} /> · {t(`overview.via.${scored.via}`, { defaultValue: scored.via })}
      </span>
    </>
  )
}

/** What the model is, how it stands and what to do next. */
export function OverviewTab({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const { words, horizonDays, features, task } = model
  const said = (sentence: typeof words.population) => (sentence === null ? <span className="soft">{t('overview.unknown')}</span> : say(sentence))
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('overview.population'), said(words.population)],
    ...(task === 'uplift' ? [] : [[t(task === 'regression' ? 'overview.labelAmount' : 'overview.label'), said(words.label)] as const]),
    [t('overview.horizon'), t('days', { days: horizonDays })],
    [t('overview.algorithm'), <AlgorithmText key="algorithm" model={model} />],
    [t('overview.features'), <AppLink key="features" to={`${modelPath(model.key)}?tab=features`}>{t('overview.featureCount', { count: features })}</AppLink>],
    [t('overview.champion'), <Champion key="champion" model={model} />],
    [t('overview.scores'), <LastScores key="scores" model={model} />],
  ]
  return (
    <div className="model-stack">
      <PredictsSentence model={model} />
      <HeadlineTiles model={model} />
      <div className="model-columns">
        <dl className="panel model-facts">
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <NextStep model={model} />
      </div>
    </div>
  )
}
