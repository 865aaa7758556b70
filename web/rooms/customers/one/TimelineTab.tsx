import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type TimelineItem, timelineKinds, timelineSchema } from '#customers/contract'
import { get, urlOf } from '../../../api/client.js'
import type { ApiError } from '../../../api/problem.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { formatInstant } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AmountText } from '../AmountText.js'
import { customerPath, customerUrl } from '../customer-paths.js'

type Page = z.infer<typeof timelineSchema>

const PAGE = 60

function useTimeline(custId: string, kinds: string) {
  const { asOf } = useScope()
  const path = `${customerUrl(custId)}/timeline`
  return useInfiniteQuery<Page, ApiError, { pages: Page[] }, string[], string | null>({
    queryKey: [urlOf(path, { asOf, kinds, limit: PAGE }), 'pages'],
    queryFn: ({ pageParam, signal }) => get(urlOf(path, { asOf, kinds, limit: PAGE, cursor: pageParam }), timelineSchema, { signal }),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

function linkOf({ link, custId }: TimelineItem): string | null {
  if (link === null) return null
  if (link.kind === 'list') return `/strategy/lists/${encodeURIComponent(link.key)}`
  return `${customerPath(custId)}?tab=${link.kind === 'consents' ? 'consent' : 'identity'}`
}

function Line({ item, showNumber }: { readonly item: TimelineItem; readonly showNumber: boolean }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const locale = useFormatLocale()
  const to = linkOf(item)
  return (
    <li className="timeline-line">
      <time dateTime={item.at} className="figures soft">
        {item.dayOnly ? '' : formatInstant(item.at, locale).slice(11)}
      </time>
      <span className={`timeline-kind kind-${item.kind}`}>{t(`timeline.kind.${item.kind}`)}</span>
      <span className="timeline-text">
        {to === null ? say(item.title) : <AppLink to={to}>{say(item.title)}</AppLink>} {item.detail !== null && <span className="soft">{say(item.detail)}</span>} {showNumber && <span className="soft figures">{item.custId}</span>}
      </span>
      <span className="timeline-amount">
        {item.amount !== null && (
          <>
            {item.direction !== null && <span className="soft">{t(`timeline.direction.${item.direction}`)} </span>}
            <AmountText amount={item.amount} />
          </>
        )}
      </span>
    </li>
  )
}

/** Items by day of the bank's zone, in their order. */
function byDay(items: readonly TimelineItem[], dayOf: (at: string) => string): readonly (readonly [string, readonly TimelineItem[]])[] {
  const days = new Map<string, TimelineItem[]>()
  for (const item of items) {
    const day = dayOf(item.at)
    const known = days.get(day)
    if (known === undefined) days.set(day, [item])
    else known.push(item)
  }
  return [...days]
}

function KindFilter({ kinds, onChange }: { readonly kinds: readonly string[]; readonly onChange: (kinds: readonly string[]) => void }) {
  const { t } = useTranslation('customers')
  const groups = { all: [], money: ['txn', 'product'], contact: ['touch', 'contact', 'complaint', 'ticket', 'survey'], online: ['session'] } as const
  const active = (Object.keys(groups) as (keyof typeof groups)[]).find((key) => groups[key].join() === kinds.join())
  return (
    <div className="timeline-tools">
      <Segmented
        {...(active === undefined ? {} : { value: active })}
        onChange={(key) => onChange(groups[key])}
        options={(Object.keys(groups) as (keyof typeof groups)[]).map((key) => ({ value: key, label: t(`timeline.group.${key}`) }))}
      />
      <Select
        mode="multiple"
        allowClear
        className="timeline-kinds"
        aria-label={t('timeline.kinds')}
        placeholder={t('timeline.kinds')}
        maxTagCount="responsive"
        value={[...kinds]}
        onChange={onChange}
        options={timelineKinds.map((kind) => ({ value: kind, label: t(`timeline.kind.${kind}`) }))}
      />
    </div>
  )
}

/** What happened to a customer, newest first, by day; older pages are added below. */
export function TimelineTab({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const locale = useFormatLocale()
  const [search, change] = useUrlState()
  const kinds = (search.get('kinds') ?? '').split(',').filter(Boolean)
  const timeline = useTimeline(custId, kinds.join(','))
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? []
  const showNumber = new Set(items.map((item) => item.custId)).size > 1
  if (timeline.error) return <ErrorPanel error={timeline.error} onRetry={() => void timeline.refetch()} />
  return (
    <section className="timeline" aria-busy={timeline.isFetching}>
      <KindFilter kinds={kinds} onChange={(next) => change({ kinds: next.join(',') }, { replace: true })} />
      {!timeline.isPending && items.length === 0 && <EmptyState title={t('timeline.empty')} why={t(kinds.length > 0 ? 'timeline.emptyKinds' : 'timeline.emptyWhy')} />}
      {byDay(items, (at) => formatInstant(at, locale).slice(0, 10)).map(([day, lines]) => (
        <section key={day} className="timeline-day">
          <h3 className="figures">{day}</h3>
          <ul>
            {lines.map((item) => (
              <Line key={item.id} item={item} showNumber={showNumber} />
            ))}
          </ul>
        </section>
      ))}
      {timeline.hasNextPage && (
        <Button block loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {t('timeline.older')}
        </Button>
      )}
      {!timeline.hasNextPage && items.length > 0 && <p className="soft timeline-end">{t('timeline.end')}</p>}
    </section>
  )
}
