import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { listMemberPageSchema } from '#strategy/contract'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Num } from '../../../ui/figures/Num.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useList } from '../../../ui/list/use-list.js'
import { useScope } from '../../../ui/place/scope.js'
import { Pages } from './Pages.js'

/** Members of a list in the reader's scope. */
export function Members({ id }: { readonly id: string }) {
  const { t } = useTranslation('strategy')
  const list = useList({ path: `/api/v1/lists/${id}/members`, schema: listMemberPageSchema, query: { ...useScope() }, limit: 50 })
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  return (
    <>
      <ListTable
        rows={list.rows}
        rowKey={({ custId }) => custId}
        isLoading={list.isLoading}
        isStale={list.isStale}
        columns={[
          { key: 'custId', title: t('member.custId'), render: ({ custId }) => custId },
          { key: 'arm', title: t('arms.arm'), render: ({ arm }) => <code>{arm}</code> },
          { key: 'org', title: t('member.org'), render: ({ orgPath }) => orgPath },
          { key: 'rm', title: t('member.rm'), render: ({ rm }) => rm },
          { key: 'bucket', title: t('member.bucket'), align: 'right', render: ({ bucket }) => <Num value={bucket} digits={4} /> },
        ]}
        empty={<EmptyState title={t('member.empty')} why={t('member.emptyWhy')} action={<Button onClick={list.retry}>{t('member.again')}</Button>} />}
      />
      <Pages list={list} />
    </>
  )
}
