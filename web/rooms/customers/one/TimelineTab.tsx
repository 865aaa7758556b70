import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type TimelineItem, timelineSchema } from '#customers/contract'
import { get, urlOf } from '../../../api/client.js'
import type { ApiError } from '../../../api/problem.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { formatInstant } from '../../../ui/format.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { customerUrl } from '../customer-paths.js'
import { TimelineEmpty, TimelineFilters } from './TimelineFilters.js'
import { TimelineLine } from './TimelineLine.js'

type Page = z.infer<typeof timelineSchema>

const PAGE = 60

interface Asked {
  readonly kinds: string | null
  readonly channels: string | null
  readonly from: string | null
  readonly until: string | null
}

function useTimeline(custId: string, asked: Asked) {
  const { asOf } = useScope()
  const query = { asOf, ...asked, limit: PAGE }
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

const channelsOf = (items: readonly TimelineItem[]): string[] => [...new Set(items.flatMap(({ channel }) => (channel === null ? [] : [channel])))]

/** What happened to a customer, newest first, by day; older pages are added below. */
export function TimelineTab({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const locale = useFormatLocale()
  const [search] = useUrlState()
  const timeline = useTimeline(custId, { kinds: search.get('kinds'), channels: search.get('channels'), from: search.get('since'), until: search.get('until') })
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? []
  const first = timeline.data?.pages[0]
  const showNumber = new Set(items.map((item) => item.custId)).size > 1
  if (timeline.error) return <ErrorPanel error={timeline.error} onRetry={() => void timeline.refetch()} />
  return (
    <section className="timeline" aria-busy={timeline.isFetching}>
      <TimelineFilters seen={channelsOf(items)} />
      {first !== undefined && first.items.length === 0 && <TimelineEmpty emptied={first.emptied} />}
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
