import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { segmentDetailSchema } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { rooms } from '../../../shell/navigation.js'
import { UsedByTable } from '../../../shell/UsedByTable.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope } from '../../../ui/place/scope.js'
import { ArchiveButton } from '../Archive.js'
import { editPath, segmentUrl } from '../segment-paths.js'
import { partsOf } from '../builder/segment-draft.js'
import { ListTab } from '../lists/ListTab.js'
import { ChangesTab } from '../life/ChangesTab.js'
import { LifeTab, lifeOf } from '../life/LifeTab.js'
import { OrgsTab } from '../life/OrgsTab.js'
import { FindAlike } from '../tiers/FindAlike.js'
import { hypothesisOf } from '../hypotheses/hypothesis-of.js'
import { setPath } from '../hypotheses/set-paths.js'
import { MembersTab } from './MembersTab.js'
import { OverlapTab } from './OverlapTab.js'
import { OverviewTab } from './OverviewTab.js'
import { SegmentRetention } from './SegmentRetention.js'
import { SnapshotButton } from './SnapshotButton.js'
import { VersionsTab } from './VersionsTab.js'
import '../segments.css'

export type SegmentDetail = z.infer<typeof segmentDetailSchema>

const STRATEGY_BUILDER = '/strategy/new'
const hasPage = (path: string): boolean => rooms.some(({ pages }) => pages.some((page) => page.path === path))

function UsedBy({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  if (segment.usedBy.length === 0) return <p className="soft">{t('usedBy.none')}</p>
  return (
    <UsedByTable usedBy={segment.usedBy} titles={{ kind: t('usedBy.kind'), name: t('usedBy.name') }} kindName={(kind) => t(`usedBy.kinds.${kind as 'segment'}`, { defaultValue: kind })} />
  )
}

function Actions({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const mayWrite = useMay('segment.write')
  const open = (to: string) => void navigate(keepScope(to, search))
  return (
    <>
      {hasPage(STRATEGY_BUILDER) && (
        <Button onClick={() => open(`${STRATEGY_BUILDER}?segment=${encodeURIComponent(segment.key)}`)}>{t('detail.strategy')}</Button>
      )}
      <FindAlike segment={segment} />
      {segment.version !== null && <Button onClick={() => open(`/insight/portrait?of=${encodeURIComponent(segment.key)}`)}>{t('detail.portrait')}</Button>}
      {mayWrite && <Button onClick={() => open(editPath(segment.key))}>{t('edit')}</Button>}
      <ArchiveButton kind="segment" definitionKey={segment.key} name={say(segment.name)} />
      {mayWrite && !lifeOf(segment.body).frozen && <SnapshotButton segment={segment} />}
    </>
  )
}

/** The card it was adopted from, and the way to everything made of its members. */
function SetLinks({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const from = hypothesisOf(segment.body)
  return (
    <>
      <AppLink to={setPath(segment.key)}>{t('sets.open')}</AppLink>
      {from !== null && <span> · {t('sets.from', from)}</span>}
    </>
  )
}

function Detail({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { latest, owner, version, hasDraft } = segment
  const header = (
    <ObjectHeader
      name={say(segment.name)}
      {...(lifeOf(segment.body).frozen ? { status: <StatusTag tone="quiet">{t('life.frozen')}</StatusTag> } : {})}
      parent={{ label: t('title'), to: '/customers/segments' }}
      version={version}
      hasDraft={hasDraft}
      {...(owner === null ? {} : { owner })}
      {...(latest === null ? {} : { asOf: latest.asOf })}
      note={<SetLinks segment={segment} />}
      actions={<Actions segment={segment} />}
    />
  )
  const tabs = [
    { key: 'overview', label: t('detail.overview'), content: <OverviewTab segment={segment} /> },
    { key: 'members', label: t('detail.members'), content: <MembersTab segment={segment} /> },
    { key: 'changes', label: t('life.changes'), content: <ChangesTab segment={segment} /> },
    { key: 'orgs', label: t('tiers.orgs'), content: <OrgsTab segment={segment} /> },
    { key: 'retention', label: t('retention.tab'), content: <SegmentRetention segment={segment} /> },
    { key: 'overlap', label: t('detail.overlap'), content: <OverlapTab segment={segment} /> },
    ...(partsOf(segment.body).list === undefined ? [] : [{ key: 'list', label: t('lists.tab'), content: <ListTab segment={segment} /> }]),
    { key: 'life', label: t('life.title'), content: <LifeTab segment={segment} /> },
    { key: 'versions', label: t('detail.versions'), content: <VersionsTab segmentKey={segment.key} /> },
    { key: 'usedBy', label: t('detail.usedBy'), content: <UsedBy segment={segment} /> },
  ]
  return <ObjectPage header={header} tabs={tabs} />
}

/** One segment: who it is by its rule, and who was in it by its snapshots. */
export function SegmentPage() {
  const { key = '' } = useParams()
  const segment = useApi(segmentUrl(key), segmentDetailSchema)
  return <Loaded query={segment}>{(data) => <Detail segment={data} />}</Loaded>
}
