import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { warningPageSchema } from '#models/contract'
import { useOrgs } from '../../../api/orgs.js'
import { useMay } from '../../../api/session.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { customerScorePath, modelUrl } from '../models-paths.js'
import type { ModelDetail } from '../one/use-picked-version.js'
import { writeScore } from '../write-score.js'

type Warned = z.infer<typeof warningPageSchema>['items'][number]

function useColumns(model: ModelDetail): readonly ListColumn<Warned>[] {
  const { t } = useTranslation('models')
  const say = useSay()
  const locale = useFormatLocale()
  return [
    { key: 'customer', title: t('scores.customer'), always: true, render: ({ custId }) => <span className="figures">{custId}</span> },
    { key: 'score', title: t('scores.score'), align: 'right', render: ({ score }) => writeScore(score, model.task, model.words.labelType, locale) },
    { key: 'decile', title: t('scores.decile'), align: 'right', render: ({ decile }) => decile },
    { key: 'reasons', title: t('warning.reasons'), render: ({ reasons }) => (reasons.length === 0 ? <span className="soft">{t('warning.noReasons')}</span> : <span className="model-reasons">{reasons.map(({ words }) => say(words)).join(t('warning.semicolon'))}</span>) },
  ]
}

/** Customers to be warned of: the highest scores with what moves each, in words. */
export function WarningList({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const may = useMay('customer.read')
  const { org } = useScope()
  const under = useOrgs().data?.items.find(({ orgId }) => orgId === org)?.path
  const isKnown = org === undefined || under !== undefined
  const columns = useColumns(model)
  const isReady = may && model.scored !== null && isKnown
  const list = useList<Warned>({ path: isReady ? `${modelUrl(model.key)}/warnings` : null, schema: warningPageSchema, keys: [], query: { under }, limit: 20 })
  if (!may || model.scored === null) return <p className="soft">{t(may ? 'scores.noneWhy' : 'scores.noRight')}</p>
  return (
    <ListPage
      name="model-warnings"
      title={t('warning.list')}
      embedded
      list={list}
      columns={columns}
      rowKey={({ custId }) => custId}
      rowLink={({ custId }) => customerScorePath(model.key, custId)}
      empty={{ title: t('scores.none'), why: t('scores.noneWhy') }}
    >
      <h2 className="model-list-title">{t('warning.list')}</h2>
    </ListPage>
  )
}
