import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { violationListSchema } from '#events/contract'
import { DateText, Num } from '../../ui/figures/Num.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { narrowList } from '../../ui/list/narrow-list.js'
import { useList } from '../../ui/list/use-list.js'
import { EVENTS } from './events-paths.js'

/** What breaks the plan, counted by event, property and SDK version, with masked samples. */
export function ViolationsTab() {
  const { t } = useTranslation('events')
  const [search] = useSearchParams()
  const list = useList({ path: `${EVENTS}/violations`, schema: violationListSchema })
  const shown = narrowList(list, { typed: search.get('q'), textOf: ({ event, prop, lib, libVersion }) => `${event} ${prop} ${lib} ${libVersion}` })
  return (
    <ListPage
      name="event-violations"
      title={t('tab.violations')}
      embedded
      list={shown}
      columns={[
        { key: 'event', title: t('violation.event'), always: true, sort: ({ event }) => event, render: ({ event }) => <code>{event}</code> },
        { key: 'prop', title: t('violation.prop'), render: ({ prop }) => <code>{prop}</code> },
        { key: 'kind', title: t('violation.kind'), sort: ({ kind }) => kind, render: ({ kind }) => t(`violation.kinds.${kind}`) },
        { key: 'lib', title: t('violation.lib'), sort: ({ libVersion }) => libVersion, render: ({ lib, libVersion }) => `${lib} ${libVersion}` },
        { key: 'count', title: t('violation.count'), align: 'right', sort: ({ count }) => count, render: ({ count }) => <Num value={count} /> },
        { key: 'first', title: t('violation.first'), render: ({ firstDay }) => <DateText value={firstDay} /> },
        { key: 'last', title: t('violation.last'), sort: ({ lastDay }) => lastDay, render: ({ lastDay }) => <DateText value={lastDay} /> },
        { key: 'samples', title: t('violation.samples'), render: ({ samples }) => <Samples samples={samples} /> },
      ]}
      rowKey={({ event, prop, kind, lib, libVersion }) => `${event} ${prop} ${kind} ${lib} ${libVersion}`}
      filters={[{ kind: 'text', key: 'q', label: t('plan.search') }]}
      empty={{ title: t('violation.emptyTitle'), why: t('violation.emptyWhy') }}
    />
  )
}

function Samples({ samples }: { readonly samples: readonly string[] }) {
  const [first, ...rest] = samples
  if (first === undefined) return null
  return (
    <details>
      <summary>
        <code className="event-sample">{first}</code>
      </summary>
      {rest.map((sample) => (
        <div key={sample}>
          <code className="event-sample">{sample}</code>
        </div>
      ))}
    </details>
  )
}
