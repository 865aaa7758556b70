import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { summarySchema } from '#events/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../api/client.js'
import { useApi } from '../../api/query.js'
import { useMay } from '../../api/session.js'
import { JobButton } from '../../ui/action/JobButton.js'
import { Chart } from '../../ui/charts/Chart.js'
import { lineChart } from '../../ui/charts/line.js'
import { EmptyState } from '../../ui/feedback/EmptyState.js'
import { Loaded } from '../../ui/feedback/Loaded.js'
import { DateText, Num } from '../../ui/figures/Num.js'
import { StatTile } from '../../ui/figures/StatTile.js'
import { formatBytes, formatInstant } from '../../ui/format.js'
import { useUrlState } from '../../ui/place/scope.js'
import { useFormatLocale } from '../../ui/theme/Look.js'
import { type CountedKind, countedAs, countedKinds, linesByHour } from './by-hour.js'
import { EVENTS } from './events-paths.js'

type Summary = z.infer<typeof summarySchema>
const DAYS = [1, 7, 30] as const
const FRESH = 10_000

/** How intake runs now, and what came by hour. */
export function OverviewTab() {
  const { t } = useTranslation('events')
  const [search, change] = useUrlState()
  const days = DAYS.find((each) => String(each) === search.get('days')) ?? 7
  const summary = useApi(`${EVENTS}/summary`, summarySchema, { query: { days }, keepPrevious: true, refetchInterval: () => FRESH })
  return (
    <>
      <Segmented options={DAYS.map((value) => ({ value, label: t('overview.days', { count: value }) }))} value={days} onChange={(value) => change({ days: value === 7 ? null : String(value) }, { replace: true })} />
      <Loaded query={summary}>{(data) => <Figures summary={data} />}</Loaded>
    </>
  )
}

function Figures({ summary: { now, hours, settings, heldUsers } }: { readonly summary: Summary }) {
  const { t } = useTranslation('events')
  const locale = useFormatLocale()
  const mayManage = useMay('event.manage')
  const [, change] = useUrlState()
  const counted = hours.flatMap((each) => {
    const what = countedAs(each.what)
    return what === null ? [] : [{ ...each, what }]
  })
  const nameOf = (what: string) => {
    const known = countedAs(what)
    return known === null ? what : t(`overview.what.${known}`)
  }
  const total = (what: CountedKind) => counted.filter((each) => each.what === what).reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <div className="stat-row">
        {countedKinds.filter((what) => what === 'accepted' || total(what) > 0).map((what) => (
          <StatTile key={what} label={t(`overview.what.${what}`)} value={<Num value={total(what)} />} />
        ))}
        <StatTile label={t('overview.perSecond')} value={<Num value={now.perSecond} digits={1} />} />
        <StatTile label={t('overview.commit')} value={now.commitMsP99 === null ? '–' : t('overview.ms', { value: Math.round(now.commitMsP99) })} />
        <StatTile label={t('overview.waiting')} value={formatBytes(now.queueBytes, locale)} />
        <StatTile label={t('overview.ids')} value={<Num value={now.rememberedIds} />} note={<DateText value={now.rememberedSince} />} />
      </div>
      <p className="soft">{t('overview.durable', { days: settings.dedupDays })}</p>
      {hours.length === 0 ? (
        <EmptyState title={t('overview.empty.title')} why={t('overview.empty.why')} action={mayManage && <Button type="primary" onClick={() => change({ tab: 'keys' })}>{t('overview.empty.action')}</Button>} />
      ) : (
        <Chart chart={lineChart} rows={linesByHour(counted, nameOf, (hour) => formatInstant(hour, locale))} options={{ format: { kind: 'number', digits: 0 }, fromZero: true, atLabel: t('overview.hour') }} title={t('overview.chart')} />
      )}
      {heldUsers > 0 && (
        <p>
          <strong>{t('overview.held')}</strong> <Num value={heldUsers} /> <span className="soft">{t('overview.heldWhy')}</span> {mayManage && <JobButton label={t('overview.adopt')} size="small" start={() => post(`${EVENTS}/held/adopt`, {}, startedSchema)} refreshes={[EVENTS]} />}
        </p>
      )}
    </>
  )
}
