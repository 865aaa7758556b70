import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { quadrants, upliftPageSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatNumber, formatPp } from '../../../ui/format.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { customerScorePath, modelPath, modelUrl } from '../models-paths.js'
import type { ModelDetail } from '../one/use-picked-version.js'
import { ScoreButton } from '../TrainButton.js'
import { writeMinor } from '../write-score.js'
import { QuadrantTiles } from './QuadrantTiles.js'

type Row = z.infer<typeof upliftPageSchema>['items'][number]

function useColumns(): readonly ListColumn<Row>[] {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  return [
    { key: 'customer', title: t('scores.customer'), always: true, render: ({ custId }) => <span className="figures">{custId}</span> },
    { key: 'arm', title: t('uplift.arm'), render: ({ arm }) => arm },
    { key: 'effect', title: t('uplift.effect'), align: 'right', render: ({ effect }) => formatPp(effect, locale, 1) },
    { key: 'gain', title: t('uplift.gain'), align: 'right', render: ({ gain }) => (gain === null ? <Num value={null} /> : writeMinor(gain, locale)) },
    { key: 'organic', title: t('uplift.organic'), align: 'right', render: ({ organic }) => <Percent value={organic} /> },
    { key: 'response', title: t('uplift.response'), align: 'right', render: ({ response }) => <Percent value={response} /> },
    { key: 'quadrant', title: t('uplift.quadrantColumn'), render: ({ quadrant }) => t(`uplift.quadrant.${quadrant}.name`) },
    { key: 'decile', title: t('scores.decile'), align: 'right', render: ({ decile }) => decile },
  ]
}

function Customers({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const columns = useColumns()
  const path = `${modelUrl(model.key)}/uplift`
  const head = useApi(path, upliftPageSchema, { query: { limit: 1 } }).data
  const list = useList<Row>({ path, schema: upliftPageSchema, keys: ['quadrant'], limit: 50 })
  const counts = Object.fromEntries((head?.counts ?? []).map(({ quadrant, customers }) => [quadrant, customers]))
  const { scored } = model
  return (
    <ListPage
      name="model-uplift"
      title={t('tab.scores')}
      embedded
      list={list}
      columns={columns}
      rowKey={({ custId }) => custId}
      rowLink={({ custId }) => customerScorePath(model.key, custId)}
      filters={[{ kind: 'choice', key: 'quadrant', label: t('uplift.quadrantColumn'), choices: quadrants.map((value) => ({ value, label: t(`uplift.quadrant.${value}.name`) })) }]}
      empty={{ title: t('scores.none'), why: t('scores.noneWhy') }}
    >
      {scored && <p className="soft figures">{t('scores.of', { asOf: scored.asOf, version: scored.version, customers: formatNumber(scored.customers, locale) })}</p>}
      <QuadrantTiles counts={counts} to={(quadrant) => `${modelPath(model.key)}?tab=scores&quadrant=${quadrant}`} />
    </ListPage>
  )
}

/** Customers by what the campaign would change, with the sleeping dogs to leave alone. */
export function UpliftScores({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  if (model.scored === null) return <EmptyState title={t('scores.none')} why={t('scores.noneWhy')} action={<ScoreButton model={model.key} isReady={model.champion !== null} />} />
  return <Customers model={model} />
}
