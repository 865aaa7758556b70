import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ErasureView, erasureViewSchema } from '#privacy/contract'
import { post } from '../../../api/client.js'
import { useRefresh } from '../../../api/query.js'
import { useMay, useSession } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { REQUESTS } from '../privacy-paths.js'

/** Confirms or refuses an open request, as somebody else than who asked. */
export function Decide({ request }: { readonly request: ErasureView }) {
  const { t } = useTranslation('privacy')
  const { person } = useSession()
  const mayDecide = useMay('privacy.manage')
  const refresh = useRefresh()
  const [note, setNote] = useState('')
  if (!mayDecide) return null
  if (person.id === request.requestedBy.id) return <span className="soft">{t('request.otherPerson')}</span>
  const decide = async (confirm: boolean) => {
    await post(`${REQUESTS}/${encodeURIComponent(request.id)}/decide`, { confirm, ...(note.trim() === '' ? {} : { note: note.trim() }) }, erasureViewSchema)
    await refresh(REQUESTS)
  }
  const noteField = <Input value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} placeholder={t('request.note')} aria-label={t('request.note')} />
  return (
    <span className="tag-row">
      <ConfirmButton size="small" danger={request.kind === 'ERASE'} label={t('request.confirm')} title={t('request.confirmTitle', { kind: t(`request.kinds.${request.kind}`), customer: request.custId })} onConfirm={() => decide(true)}>
        <p>{t(`request.effect.${request.kind}`)}</p>
        {request.numbers > 1 && <p>{t('request.numbers', { n: request.numbers, numbers: request.custIds.join('、') })}</p>}
        <p className="soft">{request.reason}</p>
        {noteField}
      </ConfirmButton>
      <ConfirmButton size="small" label={t('request.refuse')} title={t('request.refuseTitle')} onConfirm={() => decide(false)}>
        {noteField}
      </ConfirmButton>
    </span>
  )
}
