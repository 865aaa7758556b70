import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { scoredPageSchema } from '#models/contract'
import { useOrgs } from '../../../api/orgs.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { customerScorePath, modelUrl } from '../models-paths.js'
import { writeScore } from '../write-score.js'
import { ExportScores } from '../score/ExportScores.js'
import { ScoreButton } from '../TrainButton.js'
import { UpliftScores } from '../uplift/UpliftScores.js'
import type { ModelDetail } from './use-picked-version.js'

type Scored = z.infer<typeof scoredPageSchema>['items'][number]

const deciles = Array.from({ length: 10 }, (_, at) => at + 1)

function useColumns(model: ModelDetail): readonly ListColumn<Scored>[] {
  const { t } = useTranslation('models')
  const say = useSay()
  const locale = useFormatLocale()
  const orgs = useOrgs().data?.items ?? []
  const orgName = (path: string): string => {
    const org = orgs.find((one) => one.path === path)
    return org === undefined ? path : say({ zh: org.nameZh, en: org.nameEn ?? undefined })
  }
  return [
    { key: 'customer', title: t('scores.customer'), always: true, render: ({ custId }) => <span className="figures">{custId}</span> },
    { key: 'score', title: t('scores.score'), align: 'right', render: ({ score }) => writeScore(score, model.task, model.words.labelType, locale) },
    { key: 'decile', title: t('scores.decile'), align: 'right', render: ({ decile }) => decile },
    { key: 'org', title: t('scores.org'), render: ({ orgPath }) => orgName(orgPath) },
    { key: 'why', title: t('scores.why'), render: ({ custId }) => <AppLink to={customerScorePath(model.key, custId)}>{t('scores.whyThis')}</AppLink> },
  ]
}

function Scores({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const { org } = useScope()
  const under = useOrgs().data?.items.find(({ orgId }) => orgId === org)?.path
  const columns = useColumns(model)
  // With an organisation chosen, the list waits until its path is known.
  const isKnown = org === undefined || under !== undefined
  const list = useList<Scored>({ path: isKnown ? `${modelUrl(model.key)}/scores` : null, schema: scoredPageSchema, keys: ['decile'], query: { under }, limit: 50 })
  const { scored } = model
  return (
    <ListPage
      name="model-scores"
      title={t('tab.scores')}
      embedded
      list={list}
      columns={columns}
      rowKey={({ custId }) => custId}
      rowLink={({ custId }) => customerScorePath(model.key, custId)}
      filters={[{ kind: 'choice', key: 'decile', label: t('scores.decile'), choices: deciles.map((decile) => ({ value: String(decile), label: t('scores.decileName', { decile }) })) }]}
      empty={{ title: t('scores.none'), why: t('scores.noneWhy') }}
    >
      {scored && <p className="soft figures">{t('scores.of', { asOf: scored.asOf, version: scored.version, customers: formatNumber(scored.customers, locale) })} <ExportScores model={model.key} customers={scored.customers} /></p>}
    </ListPage>
  )
}

/** Customers by their published score, the highest first. */
export function ScoresTab({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const may = useMay('customer.read')
  if (model.scored === null) return <EmptyState title={t('scores.none')} why={t('scores.noneWhy')} action={<ScoreButton model={model.key} isReady={model.champion !== null} />} />
  if (!may) return <EmptyState title={t('scores.none')} why={t('scores.noRight')} />
  return model.task === 'uplift' ? <UpliftScores model={model} /> : <Scores model={model} />
}
