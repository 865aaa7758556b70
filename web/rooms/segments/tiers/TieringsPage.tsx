import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { tieringListSchema } from '#segments/contract'
import { useMay } from '../../../api/session.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { ArchivedList } from '../Archive.js'
import { RunTiering } from './RunTiering.js'
import { NEW_TIERING, TIERINGS, tieringPath } from './tier-paths.js'

type Item = z.infer<typeof tieringListSchema>['items'][number]
const KINDS = ['pyramid', 'pareto', 'rfm', 'quadrant', 'lifecycle', 'funnel', 'causes', 'alike'] as const

function useColumns(): readonly ListColumn<Item>[] {
  const { t } = useTranslation('segments')
  const say = useSay()
  return [
    { key: 'name', title: t('column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'kind', title: t('tiers.kind'), sort: ({ kind }) => kind, render: ({ kind }) => t(`tiers.kinds.${kind}`) },
    { key: 'cells', title: t('tiers.cells'), align: 'right', render: ({ cells }) => <Num value={cells} /> },
    { key: 'customers', title: t('tiers.customers'), align: 'right', sort: ({ latest }) => latest?.customers ?? null, render: ({ latest }) => (latest === null ? <StatusTag tone="active">{t('tiers.notRun')}</StatusTag> : <Num value={latest.customers} />) },
    { key: 'asOf', title: t('column.asOf'), sort: ({ latest }) => latest?.asOf ?? null, render: ({ latest }) => <DateText value={latest?.asOf} /> },
    { key: 'status', title: t('column.status'), render: ({ version, hasDraft }) => <>{version !== null && <StatusTag tone="done">{t('published', { version })}</StatusTag>} {hasDraft && <StatusTag tone="active">{version === null ? t('draft') : t('withDraft')}</StatusTag>}</> },
    { key: 'actions', title: t('column.actions'), render: ({ key, version, latest }) => <RunTiering tiering={key} isPublished={version !== null} hasRun={latest !== null} size="small" /> },
  ]
}

/** Every way of putting customers into tiers, with its newest run. */
export function TieringsPage() {
  const { t } = useTranslation('segments')
  const [search] = useUrlState()
  const columns = useColumns()
  const list = useList({ path: TIERINGS, schema: tieringListSchema })
  const kind = search.get('kind')
  const ofKind = kind === null ? list : { ...list, rows: list.rows.filter((row) => row.kind === kind) }
  const shown = narrowList(ofKind, { typed: search.get('q'), textOf: ({ key, name }) => `${key} ${name.zh} ${name.en ?? ''}` })
  const mayWrite = useMay('segment.write')
  const start = (
    <>
      <AppLink to="/customers/templates?pack=segmentation-models">{t('tiers.fromTemplate')}</AppLink>
      {mayWrite && <AppLink to={NEW_TIERING}>{t('tiers.edit.add')}</AppLink>}
    </>
  )
  return (
    <ListPage
      name="tierings"
      title={t('tiers.title')}
      purpose={t('tiers.purpose')}
      actions={
        <>
          <ArchivedList kind="tiering" />
          {start}
        </>
      }
      list={shown}
      columns={columns}
      rowKey={({ key }) => key}
      rowLink={({ key }) => tieringPath(key)}
      filters={[{ kind: 'text', key: 'q', label: t('search') }, { kind: 'choice', key: 'kind', label: t('tiers.kind'), choices: KINDS.map((value) => ({ value, label: t(`tiers.kinds.${value}`) })) }]}
      empty={{ title: t('tiers.empty.title'), why: t('tiers.empty.why'), action: start }}
    />
  )
}
