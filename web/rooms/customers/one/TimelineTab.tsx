import { Button, Input, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type TimelineItem, timelineKinds, timelineSchema } from '#customers/contract'
import { get, urlOf } from '../../../api/client.js'
import type { ApiError } from '../../../api/problem.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { formatInstant } from '../../../ui/format.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { customerUrl } from '../customer-paths.js'
import { TimelineLine } from './TimelineLine.js'

type Page = z.infer<typeof timelineSchema>

const PAGE = 60

interface Asked {
  readonly kinds: string
  readonly from: string | null
  readonly until: string | null
}

function useTimeline(custId: string, { kinds, from, until }: Asked) {
  const scope = useScope()
  const asOf = until ?? scope.asOf
  const query = { asOf, from, kinds, limit: PAGE }
  const path = `${customerUrl(custId)}/timeline`
  return useInfiniteQuery<Page, ApiError, { pages: Page[] }, string[], string | null>({
    queryKey: [urlOf(path, query), 'pages'],
    queryFn: ({ pageParam, signal }) => get(urlOf(path, { ...query, cursor: pageParam }), timelineSchema, { signal }),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
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

/** First and last day, in the URL. */
function DayFilter() {
  const { t } = useTranslation('customers')
  const [search, change] = useUrlState()
  const day = (key: 'since' | 'until') => (
    <label key={key}>
      {t(`timeline.${key}`)} <Input type="date" className="timeline-day-input" value={search.get(key) ?? ''} onChange={({ target }) => change({ [key]: target.value }, { replace: true })} />
    </label>
  )
  return <div className="timeline-tools">{[day('since'), day('until')]}</div>
}

/** What happened to a customer, newest first, by day; older pages are added below. */
export function TimelineTab({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const locale = useFormatLocale()
  const [search, change] = useUrlState()
  const kinds = (search.get('kinds') ?? '').split(',').filter(Boolean)
  const timeline = useTimeline(custId, { kinds: kinds.join(','), from: search.get('since'), until: search.get('until') })
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? []
  const showNumber = new Set(items.map((item) => item.custId)).size > 1
  if (timeline.error) return <ErrorPanel error={timeline.error} onRetry={() => void timeline.refetch()} />
  return (
    <section className="timeline" aria-busy={timeline.isFetching}>
      <KindFilter kinds={kinds} onChange={(next) => change({ kinds: next.join(',') }, { replace: true })} />
      <DayFilter />
      {!timeline.isPending && items.length === 0 && <EmptyState title={t('timeline.empty')} why={t(kinds.length > 0 ? 'timeline.emptyKinds' : 'timeline.emptyWhy')} />}
      {byDay(items, (at) => formatInstant(at, locale).slice(0, 10)).map(([day, lines]) => (
        <section key={day} className="timeline-day">
          <h3 className="figures">{day}</h3>
          <ul>
            {lines.map((item) => (
              <TimelineLine key={item.id} item={item} time={item.dayOnly ? '' : formatInstant(item.at, locale).slice(11)} showNumber={showNumber} />
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
