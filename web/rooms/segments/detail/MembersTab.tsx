import { useTranslation } from 'react-i18next'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { formatNumber } from '../../../ui/format.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { segmentUrl } from '../segment-paths.js'
import { RunSelect } from '../life/RunSelect.js'
import { ExportButton } from './ExportButton.js'
import { MemberTable } from './MemberTable.js'
import type { SegmentDetail } from './SegmentPage.js'

/** Members of the newest snapshot, or of the one chosen, with their tags, page by page. */
export function MembersTab({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const [search, change] = useUrlState()
  const mayRead = useMay('customer.read')
  const [newest] = segment.runs
  if (newest === undefined) return <EmptyState title={t('detail.noSnapshot')} why={t('detail.noSnapshotWhy')} />
  if (!mayRead) return <EmptyState title={t('members.notYours')} why={t('members.notYoursWhy')} />
  const run = segment.runs.find(({ runId }) => String(runId) === search.get('run')) ?? newest
  return (
    <MemberTable
      path={`${segmentUrl(segment.key)}/members`}
      query={{ run: run.runId }}
      tools={(total, shown) => (
        <>
          <span className="member-choice">
            <RunSelect runs={segment.runs} value={run.runId} label={t('life.snapshot')} onChange={(runId) => change({ run: runId === newest.runId ? null : String(runId), cursor: null })} />
            <span className="soft figures">{t('members.total', { total: formatNumber(total, locale) })}</span>
          </span>
          <ExportButton path={`${segmentUrl(segment.key)}/members.csv`} asked={{ run: run.runId }} fileName={`segment-${segment.key}.csv`} count={total} shown={shown} />
        </>
      )}
    />
  )
}
