import { Button, Input, Modal, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type LiveItem, liveSchema, violationKinds, writeKeySchema } from '#events/contract'
import { get, urlOf } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { TextButton } from '../../../ui/action/TextButton.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { EVENTS, WRITE_KEYS } from '../events-paths.js'

const KEPT = 200
const WAIT_SECONDS = 20
const AFTER_FAULT_MS = 3000
const keysSchema = z.object({ items: z.array(writeKeySchema) })

/** The newest events as they come: each call waits on the server until there is something new. */
function useLive(filter: { readonly event: string | null; readonly writeKey: string | null }, paused: boolean): readonly LiveItem[] {
  const [items, setItems] = useState<readonly LiveItem[]>([])
  const { event, writeKey } = filter
  useEffect(() => {
    if (paused) return
    const stop = new AbortController()
    const follow = async () => {
      let position = 0
      while (!stop.signal.aborted) {
        const url = urlOf(`${EVENTS}/live`, { after: position, wait: position === 0 ? 0 : WAIT_SECONDS, limit: KEPT, event: event ?? undefined, writeKey: writeKey ?? undefined })
        try {
          const answer = await get(url, liveSchema, { signal: stop.signal })
          const isFirst = position === 0
          position = Math.max(answer.position, 1)
          setItems((before) => [...answer.items.toReversed(), ...(isFirst ? [] : before)].slice(0, KEPT))
        } catch {
          // The line is down or the tab is closing: wait, then ask again.
          await new Promise((resolve) => setTimeout(resolve, AFTER_FAULT_MS))
        }
      }
    }
    void follow()
    return () => stop.abort()
  }, [event, writeKey, paused])
  return items
}

/** Events as they arrive, masked, each with its verdict against the plan. */
export function LiveTab() {
  const { t } = useTranslation('events')
  const [search, change] = useUrlState()
  const [isPaused, setPaused] = useState(false)
  const [shown, setShown] = useState<LiveItem | null>(null)
  const keys = useApi(WRITE_KEYS, keysSchema).data?.items ?? []
  const items = useLive({ event: search.get('event'), writeKey: search.get('key') }, isPaused)
  return (
    <>
      <div className="event-actions">
        <Button onClick={() => setPaused(!isPaused)}>{isPaused ? t('live.resume') : t('live.pause')}</Button>
        <Input.Search allowClear className="filter-text" placeholder={t('live.filterEvent')} aria-label={t('live.filterEvent')} defaultValue={search.get('event') ?? ''} onSearch={(value) => change({ event: value === '' ? null : value }, { replace: true })} />
        <Select allowClear className="filter-choice" placeholder={t('live.filterKey')} aria-label={t('live.filterKey')} value={search.get('key')} options={keys.map(({ id, name }) => ({ value: id, label: name }))} onChange={(value: string | undefined) => change({ key: value ?? null }, { replace: true })} />
      </div>
      <ListTable
        rows={items}
        columns={[
          { key: 'at', title: t('live.at'), render: ({ receivedAt }) => <DateText value={receivedAt} seconds /> },
          { key: 'event', title: t('live.event'), render: (item) => <TextButton onClick={() => setShown(item)}>{item.event.name}</TextButton> },
          { key: 'who', title: t('live.who'), render: ({ event }) => (event.custId === null || event.custId === '' ? <code>{event.deviceId}</code> : <AppLink to={`/customers/${encodeURIComponent(event.custId)}`}>{event.custId}</AppLink>) },
          { key: 'key', title: t('live.key'), render: ({ writeKey }) => keys.find(({ id }) => id === writeKey)?.name ?? writeKey },
          { key: 'verdict', title: t('live.verdict'), render: (item) => <Verdict item={item} /> },
        ]}
        rowKey={({ seq }) => String(seq)}
        empty={<EmptyState title={t('live.waiting')} why={t('live.waitingWhy')} />}
      />
      <Modal open={shown !== null} title={`${t('live.detail')} · ${shown?.event.name ?? ''}`} onCancel={() => setShown(null)} footer={<Button onClick={() => setShown(null)}>{t('live.close')}</Button>} width={720}>
        <pre className="event-json">{shown === null ? '' : JSON.stringify(shown, null, 2)}</pre>
      </Modal>
    </>
  )
}

function Verdict({ item }: { readonly item: LiveItem }) {
  const { t } = useTranslation('events')
  // `missing-prop: amount`, or the kind alone.
  const saidOf = (violation: string) => {
    const [kind, ...prop] = violation.split(': ')
    const known = violationKinds.find((each) => each === kind)
    return [known === undefined ? kind : t(`violation.kinds.${known}`), ...prop].join(' ')
  }
  if (item.verdict === 'rejected') return <StatusTag tone="attention">{t('live.rejected')}</StatusTag>
  if (item.verdict === 'duplicate') return <StatusTag tone="quiet">{t('live.duplicate')}</StatusTag>
  return item.violations.length === 0 ? <StatusTag tone="done">{t('live.ok')}</StatusTag> : <StatusTag tone="attention">{item.violations.map(saidOf).join('; ')}</StatusTag>
}
