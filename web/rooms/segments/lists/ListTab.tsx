import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { listReasonWords, listRejectsSchema, uploadedListSchema, type UploadedList } from '#segments/contract'
import { urlOf } from '../../../api/client.js'
import { getFile } from '../../../api/file.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { downloadBlob } from '../../../ui/action/download.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useList } from '../../../ui/list/use-list.js'
import type { SegmentDetail } from '../detail/SegmentPage.js'
import { segmentUrl } from '../segment-paths.js'
import { UploadList } from './UploadList.js'

function Rejects({ segmentKey }: { readonly segmentKey: string }) {
  const { t } = useTranslation('segments')
  const ui = useTranslation('ui').t
  const say = useSay()
  const list = useList({ path: `${segmentUrl(segmentKey)}/list/rejects`, schema: listRejectsSchema, limit: 50 })
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  return (
    <>
      <ListTable
        rows={list.rows}
        columns={[
          { key: 'line', title: t('lists.line'), align: 'right', always: true, render: ({ line }) => <Num value={line} /> },
          { key: 'shown', title: t('lists.shown'), render: ({ shown }) => <code>{shown}</code> },
          { key: 'reason', title: t('lists.reason'), render: ({ reason }) => say(listReasonWords[reason]) },
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
  const say = useSay()
  return (
    <>
      <p className="soft">{t(`lists.kinds.${list.kind}`)} · {list.fileName === null ? '' : `${list.fileName} · `}{t('lists.by', { by: list.by, asOf: list.asOf, purpose: list.purpose })}</p>
      <div className="stat-tiles">
        <StatTile label={t('lists.total')} value={<Num value={list.lines} />} />
        <StatTile label={t('lists.matched')} value={<Num value={list.matched} />} />
        {list.rejected.map(({ reason, lines }) => <StatTile key={reason} label={t('lists.rejected')} value={<Num value={lines} />} note={say(listReasonWords[reason])} />)}
      </div>
    </>
  )
}

/** Downloads the lines that became nobody, to mend the file they came from. */
function DownloadRejects({ segmentKey, lines }: { readonly segmentKey: string; readonly lines: number }) {
  const { t } = useTranslation('segments')
  if (lines === 0) return null
  const run = async () => downloadBlob(await getFile(urlOf(`${segmentUrl(segmentKey)}/list/rejects.csv`)), `rejects-${segmentKey}.csv`)
  return (
    <ConfirmButton label={t('lists.rejectsFile')} title={t('lists.rejectsFileTitle', { count: lines })} onConfirm={run}>
      <p>{t('lists.rejectsFileWhat')}</p>
    </ConfirmButton>
  )
}

/** The uploaded list a segment is of: how many lines became customers, and which did not and why. */
export function ListTab({ segment }: { readonly segment: SegmentDetail }) {
  const mayWrite = useMay('segment.write')
  const { key, revision, name } = segment
  const list = useApi(`${segmentUrl(key)}/list`, uploadedListSchema)
  return (
    <div className="overview">
      <Loaded query={list}>
        {(data) => (
          <>
            <Figures list={data} />
            {mayWrite && (
              <p className="member-choice">
                <UploadList into={{ key, revision, name }} />
                <DownloadRejects segmentKey={key} lines={data.rejected.reduce((sum, { lines }) => sum + lines, 0)} />
              </p>
            )}
          </>
        )}
      </Loaded>
      {mayWrite && <Rejects segmentKey={key} />}
    </div>
  )
}
