import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { listRejectsSchema, uploadedListSchema, type UploadedList } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useList } from '../../../ui/list/use-list.js'
import { segmentUrl } from '../segment-paths.js'

function Rejects({ segmentKey }: { readonly segmentKey: string }) {
  const { t } = useTranslation('segments')
  const ui = useTranslation('ui').t
  const list = useList({ path: `${segmentUrl(segmentKey)}/list/rejects`, schema: listRejectsSchema, limit: 50 })
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  return (
    <>
      <ListTable
        rows={list.rows}
        columns={[
          { key: 'line', title: t('lists.line'), align: 'right', always: true, render: ({ line }) => <Num value={line} /> },
          { key: 'shown', title: t('lists.shown'), render: ({ shown }) => <code>{shown}</code> },
          { key: 'reason', title: t('lists.reason'), render: ({ reason }) => t(`lists.reasons.${reason}`) },
        ]}
        rowKey={({ line }) => String(line)}
        isLoading={list.isLoading}
        isStale={list.isStale}
        empty={<p className="soft">{t('lists.allMatched')}</p>}
      />
      <footer className="pager">
        {list.previous && <Button onClick={list.previous}>{ui('list.previous')}</Button>}
        {list.next && <Button onClick={list.next}>{ui('list.next')}</Button>}
      </footer>
    </>
  )
}

function Figures({ list }: { readonly list: UploadedList }) {
  const { t } = useTranslation('segments')
  return (
    <>
      <p className="soft">{list.fileName === null ? '' : `${list.fileName} · `}{t('lists.by', { by: list.by, asOf: list.asOf, purpose: list.purpose })}</p>
      <div className="stat-tiles">
        <StatTile label={t('lists.total')} value={<Num value={list.lines} />} />
        <StatTile label={t('lists.matched')} value={<Num value={list.matched} />} />
        {list.rejected.map(({ reason, lines }) => <StatTile key={reason} label={t('lists.rejected')} value={<Num value={lines} />} note={t(`lists.reasons.${reason}`)} />)}
      </div>
    </>
  )
}

/** The uploaded list a segment is of: how many lines became customers, and which did not and why. */
export function ListTab({ segmentKey }: { readonly segmentKey: string }) {
  const mayWrite = useMay('segment.write')
  const list = useApi(`${segmentUrl(segmentKey)}/list`, uploadedListSchema)
  return (
    <div className="overview">
      <Loaded query={list}>{(data) => <Figures list={data} />}</Loaded>
      {mayWrite && <Rejects segmentKey={segmentKey} />}
    </div>
  )
}
