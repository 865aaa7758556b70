import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { segmentOrgsSchema, type SegmentOrgs } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import type { SegmentDetail } from '../detail/SegmentPage.js'
import { segmentUrl } from '../segment-paths.js'
import { useOrgName } from '../use-org-name.js'
import { ManagersTable } from './ManagersTable.js'
import { RunSelect } from './RunSelect.js'

type Item = SegmentOrgs['items'][number]

const OPEN_DEPTH = 2
const FULL = 100
const parentOf = (path: string): string => path.replace(/[^/]+\/$/, '')

interface TreeProps {
  readonly items: readonly Item[]
}

function OrgLine({ item, share, isOpen, onToggle }: { readonly item: Item; readonly share: number; readonly isOpen: boolean | null; readonly onToggle: () => void }) {
  const { t } = useTranslation('segments')
  const orgName = useOrgName()
  const { path, depth, members, customers } = item
  return (
    <tr>
      <th scope="row">
        <span className="org-line" style={{ paddingInlineStart: `${(depth - 1) * 1.25}rem` }}>
          {isOpen === null ? <span className="org-leaf" /> : <Button type="text" size="small" aria-expanded={isOpen} aria-label={t(isOpen ? 'life.close' : 'life.open')} icon={isOpen ? <CaretDownOutlined /> : <CaretRightOutlined />} onClick={onToggle} />}
          <span title={path}>{orgName(path)}</span>
        </span>
      </th>
      <td className="right share" style={{ background: `linear-gradient(to left, var(--accent-soft) ${share * FULL}%, transparent 0)` }}>{members === null ? <span title={t('overlap.hiddenWhy')}>{t('overlap.hidden')}</span> : <Num value={members} />}</td>
      <td className="right"><Num value={customers} /></td>
      <td className="right"><Percent value={members === null || customers === null || customers === 0 ? null : members / customers} /></td>
    </tr>
  )
}

function OrgTree({ items }: TreeProps) {
  const { t } = useTranslation('segments')
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const parents = new Set(items.map(({ path }) => parentOf(path)))
  const known = new Set(items.map(({ path }) => path))
  const isOpen = ({ path, depth }: Pick<Item, 'path' | 'depth'>) => depth < OPEN_DEPTH !== toggled.has(path)
  const byPath = new Map(items.map((item) => [item.path, item]))
  const isShown = (path: string): boolean => {
    const above = byPath.get(parentOf(path))
    return above === undefined || !known.has(above.path) || (isOpen(above) && isShown(above.path))
  }
  const toggle = (path: string) => setToggled((now) => (now.has(path) ? new Set([...now].filter((one) => one !== path)) : new Set([...now, path])))
  const most = Math.max(1, ...items.filter(({ depth }) => depth > 1).map(({ members }) => members ?? 0))
  return (
    <div className="wide-table">
      <table className="plain-table org-table">
        <thead>
          <tr>
            <th scope="col">{t('members.org')}</th>
            <th scope="col" className="right">{t('life.members')}</th>
            <th scope="col" className="right">{t('tiers.customers')}</th>
            <th scope="col" className="right">{t('life.rate')} <HelpHint name={t('life.rate')}>{t('life.rateHelp')}</HelpHint></th>
          </tr>
        </thead>
        <tbody>
          {items.filter(({ path }) => isShown(path)).map((item) => (
            <OrgLine key={item.path} item={item} share={item.depth > 1 ? (item.members ?? 0) / most : 0} isOpen={parents.has(item.path) ? isOpen(item) : null} onToggle={() => toggle(item.path)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Members of a snapshot along the org tree, each org with those below it; or by relationship manager. */
export function OrgsTab({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const [search, change] = useUrlState()
  const { org } = useScope()
  const [newest] = segment.runs
  const byManager = search.get('by') === 'manager'
  const run = segment.runs.find(({ runId }) => String(runId) === search.get('run')) ?? newest
  const orgs = useApi(run === undefined ? null : `${segmentUrl(segment.key)}/orgs`, segmentOrgsSchema, { query: { run: run?.runId, org }, keepPrevious: true })
  if (run === undefined) return <EmptyState title={t('detail.noSnapshot')} why={t('detail.noSnapshotWhy')} />
  return (
    <div className="overview">
      <div className="member-choice">
        <RunSelect runs={segment.runs} value={run.runId} label={t('life.snapshot')} onChange={(runId) => change({ run: runId === newest?.runId ? null : String(runId) })} />
        <Segmented<string> value={byManager ? 'manager' : 'org'} onChange={(next) => change({ by: next === 'manager' ? next : null, cursor: null }, { replace: true })} options={[{ value: 'org', label: t('members.org') }, { value: 'manager', label: t('plane.managers') }]} />
      </div>
      {byManager ? <ManagersTable segment={segment.key} run={run.runId} /> : <Loaded query={orgs}>{({ items }) => <OrgTree items={items} />}</Loaded>}
    </div>
  )
}
