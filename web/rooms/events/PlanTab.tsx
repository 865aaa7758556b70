import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { z } from 'zod'
import { adoptedSchema, coverageSchema } from '#events/contract'
import { post, put } from '../../api/client.js'
import { useAction } from '../../api/query.js'
import { useMay } from '../../api/session.js'
import { useFaultText } from '../../ui/feedback/use-fault-text.js'
import { DateText, Num } from '../../ui/figures/Num.js'
import { StatusTag, type StatusTone } from '../../ui/figures/StatusTag.js'
import { useSay } from '../../ui/language/use-say.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { narrowList } from '../../ui/list/narrow-list.js'
import { useList } from '../../ui/list/use-list.js'
import { AppLink } from '../../ui/place/AppLink.js'
import { useNotice } from '../../ui/theme/AntdLook.js'
import { EVENTS } from './events-paths.js'

type Item = z.infer<typeof coverageSchema>['items'][number]
const tones: Readonly<Record<Item['status'], StatusTone>> = { seen: 'done', 'never-seen': 'quiet', 'not-declared': 'attention' }
const STATUSES = ['seen', 'never-seen', 'not-declared'] as const

/** What the plan declares against what really comes. */
export function PlanTab() {
  const { t } = useTranslation('events')
  const say = useSay()
  const [search] = useSearchParams()
  const mayManage = useMay('event.manage')
  const list = useList({ path: `${EVENTS}/coverage`, schema: coverageSchema })
  const typed = narrowList(list, { typed: search.get('q'), textOf: ({ event, key, name, owner }) => `${event} ${key ?? ''} ${name?.zh ?? ''} ${name?.en ?? ''} ${owner}` })
  const status = search.get('status')
  const shown = status === null ? typed : { ...typed, rows: typed.rows.filter((row) => row.status === status) }
  return (
    <ListPage
      name="tracking-plan"
      title={t('tab.plan')}
      embedded
      list={shown}
      columns={[
        { key: 'event', title: t('plan.event'), always: true, sort: ({ event }) => event, render: ({ event }) => <code>{event}</code> },
        { key: 'name', title: t('plan.name'), render: ({ name }) => (name === null ? '' : say(name)) },
        { key: 'owner', title: t('plan.owner'), sort: ({ owner }) => owner, render: ({ owner }) => owner },
        { key: 'status', title: t('plan.status'), sort: (row) => row.status, render: (row) => <StatusTag tone={tones[row.status]}>{t(`plan.statuses.${row.status}`)}</StatusTag> },
        { key: 'count', title: t('plan.count'), align: 'right', sort: ({ count }) => count, render: ({ count }) => <Num value={count} /> },
        { key: 'last', title: t('plan.last'), sort: ({ lastSeen }) => lastSeen, render: ({ lastSeen }) => <DateText value={lastSeen} /> },
        { key: 'violations', title: t('plan.violations'), align: 'right', sort: ({ violations }) => violations, render: ({ violations, event }) => (violations === 0 ? <Num value={0} /> : <AppLink to={`/data/events?tab=violations&q=${encodeURIComponent(event)}`}><Num value={violations} /></AppLink>) },
        ...(mayManage ? [{ key: 'actions', title: t('plan.actions'), render: (row: Item) => (row.status === 'not-declared' ? <AdoptButton event={row.event} /> : null) }] : []),
      ]}
      rowKey={({ event }) => event}
      filters={[
        { kind: 'text', key: 'q', label: t('plan.search') },
        { kind: 'choice', key: 'status', label: t('plan.status'), choices: STATUSES.map((value) => ({ value, label: t(`plan.statuses.${value}`) })) },
      ]}
      empty={{ title: t('plan.emptyTitle'), why: t('plan.emptyWhy') }}
    />
  )
}

/** Makes a draft definition out of what was seen of the event. */
function AdoptButton({ event }: { readonly event: string }) {
  const { t } = useTranslation('events')
  const notice = useNotice()
  const faultText = useFaultText()
  const adopt = useAction(
    async () => {
      const draft = await post(`${EVENTS}/adopt`, { event }, adoptedSchema)
      await put(`/api/v1/definitions/tracking-plan-event/${encodeURIComponent(draft.key)}`, { name: draft.name, body: draft.body }, { parse: () => undefined })
      return draft.key
    },
    { refreshes: [EVENTS], onDone: (key) => notice.done(t('plan.adopted', { key })) },
  )
  return (
    <Button size="small" loading={adopt.isPending} onClick={() => adopt.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })}>
      {t('plan.adopt')}
    </Button>
  )
}
