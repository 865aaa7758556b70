import { useTranslation } from 'react-i18next'
import type { Drift } from '#ingest/contract'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { DRIFT, sourcePath } from '../paths.js'
import { driftPageSchema } from './drift-page-schema.js'
import { useDifferenceWords } from './use-difference-words.js'
import '../sources.css'

const states = ['pending', 'accepted', 'rejected'] as const
const tones = { pending: 'attention', accepted: 'done', rejected: 'quiet' } as const

export function useDriftColumns(withSource: boolean): readonly ListColumn<Drift>[] {
  const { t } = useTranslation('sources')
  const words = useDifferenceWords()
  return [
    { key: 'load', title: t('drift.load'), always: true, render: ({ loadId }) => loadId },
    ...(withSource ? [{ key: 'source', title: t('drift.source'), render: ({ source }: Drift) => <AppLink to={sourcePath(source)}>{source}</AppLink> }] : []),
    { key: 'file', title: t('drift.file'), render: ({ fileName }) => fileName.split(/[\\/]/).at(-1) ?? fileName },
    { key: 'date', title: t('drift.date'), render: ({ businessDate }) => <DateText value={businessDate} /> },
    { key: 'state', title: t('drift.state'), render: ({ state }) => <StatusTag tone={tones[state]}>{t(`drift.states.${state}`)}</StatusTag> },
    {
      key: 'what',
      title: t('drift.what'),
      render: ({ differences }) => (
        <ul className="drift-list">
          {differences.map((difference, at) => (
            <li key={at}>
              {words(difference)} {difference.decided !== null && <span className="soft">→ {t(`drift.action.${difference.decided}`)}</span>}
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'since', title: t('drift.since'), render: ({ createdAt }) => <DateText value={createdAt} /> },
    { key: 'by', title: t('drift.decidedBy'), render: ({ decidedBy, decidedAt }) => (decidedBy === null ? '' : <>{decidedBy} <DateText value={decidedAt} /></>) },
    { key: 'note', title: t('drift.note'), render: ({ note }) => note ?? '' },
  ]
}

/** Loads that wait for a decision, and those decided before. */
export function DriftPage() {
  const { t } = useTranslation('sources')
  const list = useList({ path: DRIFT, schema: driftPageSchema, keys: ['state'], limit: 50 })
  return (
    <ListPage
      name="drift"
      title={t('drift.title')}
      purpose={t('drift.purpose')}
      list={list}
      columns={useDriftColumns(true)}
      rowKey={({ loadId }) => loadId}
      rowLink={({ loadId }) => `/data/loads/${loadId}`}
      filters={[{ kind: 'choice', key: 'state', label: t('drift.state'), choices: states.map((value) => ({ value, label: t(`drift.states.${value}`) })) }]}
      empty={{ title: t('drift.empty.title'), why: t('drift.empty.why') }}
    />
  )
}
