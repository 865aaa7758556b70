import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { doNotContactChangeSchema } from '#strategy/contract'
import { post } from '../../../api/client.js'
import { useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'

/** Takes one customer off the list, with the reason. */
export function RemoveId() {
  const { t } = useTranslation('execution')
  const notice = useNotice()
  const refresh = useRefresh()
  const [custId, setCustId] = useState('')
  const [reason, setReason] = useState('')
  const remove = async () => {
    const answer = await post('/api/v1/do-not-contact/remove', { custId: custId.trim(), reason }, doNotContactChangeSchema)
    if (answer.changed === 0) notice.warn(t('dnc.notOn', { cust: custId }))
    else notice.done(t('dnc.removed', { cust: custId }))
    await refresh('/api/v1/do-not-contact')
  }
  return (
    <section className="panel panel-gap">
      <h2>{t('dnc.removeTitle')}</h2>
      <Input value={custId} maxLength={100} aria-label={t('dnc.custId')} placeholder={t('dnc.custId')} onChange={(event) => setCustId(event.target.value)} />
      <Input value={reason} maxLength={200} aria-label={t('dnc.reason')} placeholder={t('dnc.reason')} onChange={(event) => setReason(event.target.value)} />
      <ConfirmButton disabled={custId.trim() === '' || reason.trim().length < 2} label={t('dnc.remove')} title={t('dnc.removeSure', { cust: custId })} onConfirm={remove}>
        {t('dnc.removeWhat')}
      </ConfirmButton>
    </section>
  )
}
