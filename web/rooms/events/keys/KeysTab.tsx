import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type WriteKey, writeKeySchema } from '#events/contract'
import { patch } from '../../../api/client.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { WRITE_KEYS } from '../events-paths.js'
import { NewKey } from './NewKey.js'
import { Samples } from './Samples.js'

const keysSchema = z.object({ items: z.array(writeKeySchema) })

/** Who may send events, and how to. */
export function KeysTab() {
  const { t } = useTranslation('events')
  const [isOpen, setOpen] = useState(false)
  const list = useList({ path: WRITE_KEYS, schema: keysSchema })
  const add = (
    <Button type="primary" onClick={() => setOpen(true)}>
      {t('key.create')}
    </Button>
  )
  return (
    <>
      <ListPage
        name="write-keys"
        title={t('tab.keys')}
        embedded
        list={list}
        columns={[
          { key: 'name', title: t('key.name'), always: true, sort: ({ name }) => name, render: ({ name }) => name },
          { key: 'hint', title: t('key.hint'), render: ({ hint }) => <code>{`${hint}…`}</code> },
          { key: 'type', title: t('key.type'), render: ({ sourceType }) => t(`key.types.${sourceType}`) },
          { key: 'origins', title: t('key.origins'), render: ({ origins }) => origins.join(' ') },
          { key: 'limit', title: t('key.limit'), align: 'right', render: ({ rateLimit }) => (rateLimit === null ? t('key.noLimit') : <Num value={rateLimit} />) },
          { key: 'used', title: t('key.used'), sort: ({ lastUsedAt }) => lastUsedAt, render: ({ lastUsedAt }) => <DateText value={lastUsedAt} /> },
          { key: 'enabled', title: t('key.enabled'), render: ({ enabled }) => <StatusTag tone={enabled ? 'done' : 'quiet'}>{enabled ? t('key.enabled') : t('key.disabled')}</StatusTag> },
          { key: 'by', title: t('key.by'), hidden: true, render: ({ createdBy }) => createdBy },
          { key: 'actions', title: t('key.actions'), render: (key) => <Switch entry={key} /> },
        ]}
        rowKey={({ id }) => id}
        empty={{ title: t('key.emptyTitle'), why: t('key.emptyWhy'), action: add }}
      >
        <div className="event-actions">{add}</div>
      </ListPage>
      <Samples />
      {isOpen && <NewKey onClose={() => setOpen(false)} />}
    </>
  )
}

function Switch({ entry }: { readonly entry: WriteKey }) {
  const { t } = useTranslation('events')
  const refresh = useRefresh()
  const set = (enabled: boolean) => patch(`${WRITE_KEYS}/${encodeURIComponent(entry.id)}`, { enabled }, writeKeySchema)
  const enable = useAction(() => set(true), { refreshes: [WRITE_KEYS] })
  if (!entry.enabled) {
    return (
      <Button size="small" loading={enable.isPending} onClick={() => enable.mutate(undefined)}>
        {t('key.enable')}
      </Button>
    )
  }
  return (
    <ConfirmButton
      size="small"
      label={t('key.disable')}
      title={t('key.disableTitle', { name: entry.name })}
      onConfirm={async () => {
        await set(false)
        await refresh(WRITE_KEYS)
      }}
    >
      <p>{t('key.disableWhy')}</p>
    </ConfirmButton>
  )
}
