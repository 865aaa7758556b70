import { Button, Input, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { timelineChannels, timelineKinds, type Emptied, type TimelineFilter } from '#customers/contract'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useTimelineChannel } from './use-timeline-channel.js'

const GROUPS = { all: [], money: ['txn', 'product'], contact: ['touch', 'contact', 'complaint', 'ticket', 'survey'], online: ['session'] } as const
const groupNames = Object.keys(GROUPS) as (keyof typeof GROUPS)[]

interface ListProps {
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
}

function KindFilter({ values, onChange }: ListProps) {
  const { t } = useTranslation('customers')
  const active = groupNames.find((key) => GROUPS[key].join() === values.join())
  return (
    <>
      <Segmented {...(active === undefined ? {} : { value: active })} onChange={(key) => onChange(GROUPS[key])} options={groupNames.map((key) => ({ value: key, label: t(`timeline.group.${key}`) }))} />
      <Select
        mode="multiple"
        allowClear
        className="timeline-kinds"
        aria-label={t('timeline.kinds')}
        placeholder={t('timeline.kinds')}
        maxTagCount="responsive"
        value={[...values]}
        onChange={onChange}
        options={timelineKinds.map((kind) => ({ value: kind, label: t(`timeline.kind.${kind}`) }))}
      />
    </>
  )
}

/** Channels the bank model knows, those of what is shown, and any code that is typed. */
function ChannelFilter({ values, onChange, seen }: ListProps & { readonly seen: readonly string[] }) {
  const { t } = useTranslation('customers')
  const nameOf = useTimelineChannel()
  const all = [...new Set([...seen, ...timelineChannels])]
  return (
    <Select
      mode="tags"
      allowClear
      className="timeline-channels"
      aria-label={t('timeline.channel')}
      placeholder={t('timeline.channel')}
      title={t('timeline.channelHint')}
      maxTagCount="responsive"
      tokenSeparators={[',', '，', ' ']}
      showSearch={{ optionFilterProp: 'label' }}
      value={[...values]}
      onChange={onChange}
      options={all.map((channel) => ({ value: channel, label: nameOf(channel) }))}
    />
  )
}

/** Kind, channel, first and last day; all of them are in the URL. `seen`: channels of what is shown. */
export function TimelineFilters({ seen }: { readonly seen: readonly string[] }) {
  const { t } = useTranslation('customers')
  const [search, change] = useUrlState()
  const listOf = (key: 'kinds' | 'channels') => ({
    values: (search.get(key) ?? '').split(',').filter(Boolean),
    onChange: (next: readonly string[]) => change({ [key]: next.join(',') }, { replace: true }),
  })
  const day = (key: 'since' | 'until') => (
    <label key={key}>
      {t(`timeline.${key}`)} <Input type="date" className="timeline-day-input" value={search.get(key) ?? ''} onChange={({ target }) => change({ [key]: target.value }, { replace: true })} />
    </label>
  )
  return (
    <>
      <div className="timeline-tools">
        <KindFilter {...listOf('kinds')} />
      </div>
      <div className="timeline-tools">
        <ChannelFilter {...listOf('channels')} seen={seen} />
        {day('since')}
        {day('until')}
      </div>
    </>
  )
}

const KEYS: Readonly<Record<TimelineFilter, readonly string[]>> = { kinds: ['kinds'], channels: ['channels'], dates: ['since', 'until'] }
const cleared = (filters: readonly TimelineFilter[]): Record<string, null> => Object.fromEntries(filters.flatMap((filter) => KEYS[filter]).map((key) => [key, null]))

/** Nothing shown: which filter hides what there is, with a button that takes it away; or nothing recorded at all. */
export function TimelineEmpty({ emptied }: { readonly emptied: Emptied | null }) {
  const { t } = useTranslation('customers')
  const [, change] = useUrlState()
  if (emptied === null) return <EmptyState title={t('timeline.empty')} why={t('timeline.emptyWhy')} />
  const filters = emptied.by.map((filter) => t(`timeline.filter.${filter}`)).join(t('timeline.comma'))
  const remove = emptied.together ? (
    <Button onClick={() => change(cleared(emptied.by), { replace: true })}>{t('timeline.clear')}</Button>
  ) : (
    emptied.by.map((filter) => (
      <Button key={filter} onClick={() => change(cleared([filter]), { replace: true })}>
        {t('timeline.without', { filter: t(`timeline.filter.${filter}`) })}
      </Button>
    ))
  )
  return <EmptyState title={t('timeline.emptied')} why={t(emptied.together ? 'timeline.emptiedTogether' : 'timeline.emptiedWhy', { filters })} action={<div className="timeline-remedies">{remove}</div>} />
}
