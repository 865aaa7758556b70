import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tagTicketSchema } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'

/** Opens an improvement ticket for a tag: what is to be improved is asked. */
export function OpenTicket({ tagKey }: { readonly tagKey: string }) {
  const { t } = useTranslation('tags')
  const [isOpen, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const send = useAction(() => post(`/api/v1/tags/${encodeURIComponent(tagKey)}/tickets`, { why }, tagTicketSchema), { refreshes: ['/api/v1/tag-tickets', '/api/v1/tag-evaluation'], onDone: () => setOpen(false) })
  if (!useMay('tag.write')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('evaluation.tickets.open')}</Button>
      {isOpen && (
        <Modal open title={t('evaluation.tickets.open')} okButtonProps={{ disabled: why.trim().length < 2, loading: send.isPending }} onOk={() => send.mutate(undefined)} onCancel={() => setOpen(false)}>
          <Input.TextArea aria-label={t('evaluation.tickets.openWhy')} placeholder={t('evaluation.tickets.openWhy')} autoSize={{ minRows: 2, maxRows: 6 }} value={why} onChange={({ target }) => setWhy(target.value)} />
          {send.error && <ErrorPanel error={send.error} />}
        </Modal>
      )}
    </>
  )
}
