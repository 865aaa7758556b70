import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decidedSchema, linkRules, qualitySchema, queuePageSchema, sayRule } from '#identity/contract'
import { post } from '../../../api/client.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { customerPath, DESK, IDENTITY } from '../identity-paths.js'
import { RunButton } from '../overview/RunButton.js'
import { MoneyOf } from '../MoneyOf.js'

const LEAST = ['0.99', '0.95', '0.9', '0.8', '0.5'] as const
const STATES = ['waiting', 'unsure', 'all'] as const

/** Pairs a person has to judge; before the first run there can be none. */
export function QueueTab() {
  const { t } = useTranslation('identity')
  const quality = useApi(`${IDENTITY}/quality`, qualitySchema)
  return <Loaded query={quality}>{({ lastRun }) => (lastRun === null ? <EmptyState title={t('notLinked.title')} why={t('notLinked.why')} action={<RunButton />} /> : <Queue />)}</Loaded>
}

/** The most certain first; bulk merging from a probability on. */
function Queue() {
  const { t } = useTranslation('identity')
  const say = useSay()
  const locale = useFormatLocale()
  const [search] = useUrlState()
  const list = useList({ path: `${IDENTITY}/queue`, schema: queuePageSchema, keys: ['rule', 'minProbability', 'state'], limit: 50 })
  const rule = search.get('rule')
  return (
    <ListPage
      name="identity-queue"
      title={t('tab.queue')}
      embedded
      list={list}
      columns={[
        { key: 'pair', title: t('queue.pair'), always: true, render: ({ a, b }) => <span className="number-list"><AppLink to={customerPath(a)}>{a}</AppLink><AppLink to={customerPath(b)}>{b}</AppLink></span> },
        { key: 'probability', title: t('queue.probability'), align: 'right', render: ({ probability }) => <Percent value={probability} /> },
        { key: 'weight', title: t('queue.weight'), align: 'right', render: ({ weight }) => <Num value={weight} digits={1} /> },
        { key: 'value', title: t('queue.value'), align: 'right', render: ({ valueMinor }) => <MoneyOf minor={valueMinor} /> },
        { key: 'sentence', title: t('queue.sentence'), render: ({ sentence }) => say(sentence) },
        { key: 'state', title: t('queue.state'), render: ({ state }) => <StatusTag tone={state === 'unsure' ? 'attention' : 'quiet'}>{t(`queue.states.${state}`)}</StatusTag> },
      ]}
      rowKey={({ a, b }) => `${a} ${b}`}
      filters={[
        { kind: 'choice', key: 'rule', label: t('queue.rule'), choices: linkRules.map((value) => ({ value, label: say(sayRule(value)) })) },
        { kind: 'choice', key: 'minProbability', label: t('queue.min'), choices: LEAST.map((value) => ({ value, label: formatPercent(Number(value), locale, 0) })) },
        { kind: 'choice', key: 'state', label: t('queue.state'), choices: STATES.map((value) => ({ value, label: t(`queue.states.${value}`) })) },
      ]}
      empty={{ title: t('queue.emptyTitle'), why: t('queue.emptyWhy') }}
    >
      <div className="identity-bar">
        {list.rows.length > 0 && (
          <AppLink to={rule === null ? DESK : `${DESK}?rule=${encodeURIComponent(rule)}`}>
            <Button type="primary">{t('review', { n: formatNumber(list.total ?? list.rows.length, locale) })}</Button>
          </AppLink>
        )}
        <BulkMerge total={list.total ?? 0} />
      </div>
    </ListPage>
  )
}

function BulkMerge({ total }: { readonly total: number }) {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  const refresh = useRefresh()
  const [search] = useUrlState()
  const [note, setNote] = useState('')
  const least = Number(search.get('minProbability') ?? '0')
  const rule = linkRules.find((each) => each === search.get('rule'))
  const isWaiting = search.get('state') === null || search.get('state') === 'waiting'
  if (least < 0.5 || !isWaiting || total === 0) return total === 0 ? null : <span className="soft">{t('queue.bulkHint')}</span>
  const n = formatNumber(total, locale)
  const merge = async () => {
    await post(`${IDENTITY}/decisions/bulk`, { minProbability: least, expected: total, ...(rule === undefined ? {} : { rule }), ...(note.trim() === '' ? {} : { note: note.trim() }) }, decidedSchema)
    await refresh(IDENTITY, '/api/v1/jobs')
  }
  return (
    <ConfirmButton label={t('queue.bulk', { n })} title={t('queue.bulkTitle', { n, min: formatPercent(least, locale, 0) })} onConfirm={merge}>
      <p>{t('queue.bulkWhat', { n })}</p>
      <Input value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} placeholder={t('queue.bulkNote')} aria-label={t('queue.bulkNote')} />
    </ConfirmButton>
  )
}
