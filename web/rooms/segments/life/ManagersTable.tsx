import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { segmentManagersSchema } from '#segments/contract'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useList } from '../../../ui/list/use-list.js'
import { useScope } from '../../../ui/place/scope.js'
import { segmentUrl } from '../segment-paths.js'
import { useOrgName } from '../use-org-name.js'

type Item = z.infer<typeof segmentManagersSchema>['items'][number]

/** Members of a snapshot by relationship manager, the most first. */
export function ManagersTable({ segment, run }: { readonly segment: string; readonly run: number }) {
  const { t } = useTranslation('segments')
  const ui = useTranslation('ui').t
  const { org } = useScope()
  const orgName = useOrgName()
  const list = useList<Item>({ path: `${segmentUrl(segment)}/managers`, schema: segmentManagersSchema, query: { run, org }, limit: 50 })
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  const columns = [
    { key: 'manager', title: t('plane.manager'), render: ({ manager }: Item) => (manager === '' ? t('plane.noManager') : manager) },
    { key: 'org', title: t('members.org'), render: ({ orgPath }: Item) => <span title={orgPath}>{orgName(orgPath)}</span> },
    { key: 'members', title: t('plane.inSegment'), align: 'right' as const, render: ({ members }: Item) => (members === null ? <span title={t('overlap.hiddenWhy')}>{t('overlap.hidden')}</span> : <Num value={members} />) },
    { key: 'customers', title: t('plane.managed'), align: 'right' as const, render: ({ customers }: Item) => <Num value={customers} /> },
    { key: 'share', title: t('plane.share'), align: 'right' as const, render: ({ members, customers }: Item) => <Percent value={members === null || customers === null || customers === 0 ? null : members / customers} /> },
  ]
  return (
    <>
      <ListTable rows={list.rows} columns={columns} rowKey={({ manager, orgPath }) => `${manager} ${orgPath}`} isLoading={list.isLoading} isStale={list.isStale} empty={<EmptyState title={t('plane.noManagers')} why={t('tiers.nobodyWhy')} />} />
      <footer className="pager">
        {list.first && <Button onClick={list.first}>{ui('list.first')}</Button>}
        {list.previous && <Button onClick={list.previous}>{ui('list.previous')}</Button>}
        {list.next && <Button onClick={list.next}>{ui('list.next')}</Button>}
      </footer>
    </>
  )
}
