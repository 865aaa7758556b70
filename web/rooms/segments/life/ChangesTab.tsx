import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { changeWays, segmentChangeSchema, type ChangeWay, type SegmentChange, type SegmentRun } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber } from '../../../ui/format.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { ExportButton } from '../detail/ExportButton.js'
import { MemberTable } from '../detail/MemberTable.js'
import type { SegmentDetail } from '../detail/SegmentPage.js'
import { segmentUrl } from '../segment-paths.js'
import { RunSelect } from './RunSelect.js'

function Share({ part, of }: { readonly part: number | null; readonly of: number | null }) {
  if (part === null || of === null || of === 0) return null
  return <Percent value={part / of} />
}

function Count({ value }: { readonly value: number | null }) {
  const { t } = useTranslation('segments')
  return value === null ? <span title={t('overlap.hiddenWhy')}>{t('overlap.hidden')}</span> : <Num value={value} />
}

function Tiles({ change, from, to }: { readonly change: SegmentChange; readonly from: SegmentRun; readonly to: SegmentRun }) {
  const { t } = useTranslation('segments')
  return (
    <div className="stat-tiles">
      <StatTile label={t('life.before')} value={<Count value={change.before} />} note={from.asOf} />
      <StatTile label={t('life.ways.entered')} value={<Count value={change.entered} />} note={<Share part={change.entered} of={change.after} />} />
      <StatTile label={t('life.ways.left')} value={<Count value={change.left} />} note={<Share part={change.left} of={change.before} />} />
      <StatTile label={t('life.ways.stayed')} value={<Count value={change.stayed} />} note={<Share part={change.stayed} of={change.before} />} />
      <StatTile label={t('life.after')} value={<Count value={change.after} />} note={to.asOf} />
    </div>
  )
}

const isWay = (text: string | null): text is ChangeWay => changeWays.some((way) => way === text)

/** Two snapshots of different dates or versions to begin with: the newest and the one before it. */
function chosen(runs: readonly SegmentRun[], search: URLSearchParams): readonly [from: SegmentRun | undefined, to: SegmentRun | undefined] {
  const find = (name: string) => runs.find(({ runId }) => String(runId) === search.get(name))
  return [find('from') ?? runs[1], find('to') ?? runs[0]]
}

/** What changed between two snapshots: how many entered and left, and who. */
export function ChangesTab({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const [search, change] = useUrlState()
  const mayRead = useMay('customer.read')
  const { org } = useScope()
  const [from, to] = chosen(segment.runs, search)
  const found = useApi(from && to ? `${segmentUrl(segment.key)}/changes` : null, segmentChangeSchema, { query: { from: from?.runId, to: to?.runId, org }, keepPrevious: true })
  if (from === undefined || to === undefined) return <EmptyState title={t('life.oneRun')} why={t('life.oneRunWhy')} />
  const asked = search.get('way')
  const way = isWay(asked) ? asked : 'entered'
  const put = (name: string) => (runId: number) => change({ [name]: String(runId), cursor: null })
  return (
    <div className="overview">
      <div className="member-choice">
        <span className="soft">{t('life.from')}</span>
        <RunSelect runs={segment.runs} value={from.runId} label={t('life.from')} onChange={put('from')} />
        <span className="soft">{t('life.to')}</span>
        <RunSelect runs={segment.runs} value={to.runId} label={t('life.to')} onChange={put('to')} />
        <HelpHint name={t('life.changes')}>{t('life.changesHelp')}</HelpHint>
      </div>
      <Loaded query={found}>{(data) => <Tiles change={data} from={from} to={to} />}</Loaded>
      {from.version !== to.version && <p className="soft">{t('life.versionsDiffer', { from: from.version, to: to.version })}</p>}
      {mayRead && (
        <MemberTable
          path={`${segmentUrl(segment.key)}/changes/members`}
          query={{ from: from.runId, to: to.runId, way }}
          limit={25}
          tools={(total, shown) => (
            <>
            <span className="member-choice">
              <Segmented value={way} onChange={(next) => change({ way: next === 'entered' ? null : next, cursor: null })} options={changeWays.map((value) => ({ value, label: t(`life.ways.${value}`) }))} />
              <span className="soft figures">{t('life.people', { shown: formatNumber(total, locale) })}</span>
            </span>
            <ExportButton path={`${segmentUrl(segment.key)}/changes/members.csv`} asked={{ from: from.runId, to: to.runId, way }} fileName={`segment-${segment.key}-${way}.csv`} count={total} shown={shown} />
            </>
          )}
        />
      )}
    </div>
  )
}
