import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { coverageSchema } from '#events/contract'
import { useDefinitions } from '../../../api/definitions.js'
import { useMay } from '../../../api/session.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { type List, useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope } from '../../../ui/place/scope.js'
import { editPlanEvent, EVENTS, newPlanEvent, planEventPath } from '../events-paths.js'

type Covered = z.infer<typeof coverageSchema>['items'][number]
/** `draft`: nobody published it yet. */
type Item = Omit<Covered, 'status'> & { readonly status: Covered['status'] | 'draft' }
const tones: Readonly<Record<Item['status'], StatusTone>> = { seen: 'done', 'never-seen': 'quiet', 'not-declared': 'attention', draft: 'attention' }
const STATUSES = ['seen', 'never-seen', 'not-declared', 'draft'] as const

/** What is seen and declared, with drafts nobody published; what a draft would declare is no longer offered for adoption. */
function usePlan(): List<Item> {
  const list = useList<Covered>({ path: `${EVENTS}/coverage`, schema: coverageSchema })
  const drafts = (useDefinitions('tracking-plan-event').data?.items ?? [])
    .filter(({ version, archived }) => version === null && !archived)
    .map(({ key, name, body }): Item => {
      const { event = key.replaceAll('-', '_'), owner = '' } = body as { event?: string; owner?: string }
      const seen = list.rows.find((row) => row.event === event)
      return { event, key, name, owner, status: 'draft', count: seen?.count ?? 0, lastSeen: seen?.lastSeen ?? null, violations: seen?.violations ?? 0 }
    })
  const drafted = new Set(drafts.map(({ event }) => event))
  return { ...list, rows: [...drafts, ...list.rows.filter(({ event, status }) => status !== 'not-declared' || !drafted.has(event))] }
}

/** What the plan declares against what really comes. */
export function PlanTab() {
  const { t } = useTranslation('events')
  const say = useSay()
  const [search] = useSearchParams()
  const mayManage = useMay('event.manage')
  const navigate = useNavigate()
  const open = (to: string) => void navigate(keepScope(to, search))
  const list = usePlan()
  const typed = narrowList(list, { typed: search.get('q'), textOf: ({ event, key, name, owner }) => `${event} ${key ?? ''} ${name?.zh ?? ''} ${name?.en ?? ''} ${owner}` })
  const status = search.get('status')
  const rows = status === null ? typed.rows : typed.rows.filter((row) => row.status === status)
  const shown = { ...typed, rows, total: rows.length }
  return (
    <ListPage
      name="tracking-plan"
      title={t('tab.plan')}
      embedded
      list={shown}
      columns={[
        { key: 'event', title: t('plan.event'), always: true, sort: ({ event }) => event, render: ({ event, key }) => (key === null ? <code>{event}</code> : <AppLink to={planEventPath(key)}><code>{event}</code></AppLink>) },
        { key: 'name', title: t('plan.name'), render: ({ name }) => (name === null ? '' : say(name)) },
        { key: 'owner', title: t('plan.owner'), sort: ({ owner }) => owner, render: ({ owner }) => owner },
        { key: 'status', title: t('plan.status'), sort: (row) => row.status, render: (row) => <StatusTag tone={tones[row.status]}>{t(`plan.statuses.${row.status}`)}</StatusTag> },
        { key: 'count', title: t('plan.count'), align: 'right', sort: ({ count }) => count, render: ({ count }) => <Num value={count} /> },
        { key: 'last', title: t('plan.last'), sort: ({ lastSeen }) => lastSeen, render: ({ lastSeen }) => <DateText value={lastSeen} /> },
        { key: 'violations', title: t('plan.violations'), align: 'right', sort: ({ violations }) => violations, render: ({ violations, event }) => (violations === 0 ? <Num value={0} /> : <AppLink to={`/data/events?tab=violations&q=${encodeURIComponent(event)}`}><Num value={violations} /></AppLink>) },
        ...(mayManage ? [{ key: 'actions', title: t('plan.actions'), render: (row: Item) => <Button size="small" onClick={() => open(linkOf(row))}>{t(row.key === null ? 'plan.adopt' : 'plan.edit')}</Button> }] : []),
      ]}
      rowKey={({ event, key }) => `${event} ${key ?? ''}`}
      actions={
        mayManage && (
          <Button type="primary" onClick={() => open(newPlanEvent())}>
            {t('form.new')}
          </Button>
        )
      }
      filters={[
        { kind: 'text', key: 'q', label: t('plan.search') },
        { kind: 'choice', key: 'status', label: t('plan.status'), choices: STATUSES.map((value) => ({ value, label: t(`plan.statuses.${value}`) })) },
      ]}
      empty={{ title: t('plan.emptyTitle'), why: t('plan.emptyWhy') }}
    />
  )
}

const linkOf = ({ key, event }: Item): string => (key === null ? newPlanEvent(event) : editPlanEvent(key))
