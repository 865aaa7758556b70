import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ConsentRequest } from '#privacy/contract'
import { nothing, post } from '../../../api/client.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { usePurposeName } from './use-purpose-name.js'
import { useRecorded } from './use-recorded.js'

const CHANNELS = ['', 'SMS', 'EMAIL', 'PHONE', 'PUSH', 'WECOM'] as const

interface Props {
  readonly custId: string
  readonly purpose: string
  readonly granted: boolean | null
}

/** Records that a customer agreed or withdrew; either takes effect at once. */
export function ConsentButtons({ custId, purpose, granted }: Props) {
  const { t } = useTranslation('customers')
  const nameOf = usePurposeName()
  const recorded = useRecorded(custId)
  const [channel, setChannel] = useState<string>('')
  const [evidence, setEvidence] = useState('')
  const record = async (yes: boolean) => {
    const body: Partial<ConsentRequest> = { custId, purpose, channel, granted: yes, evidence: evidence.trim(), way: 'RM' }
    await post('/api/v1/privacy/consents', body, nothing)
    await recorded()
  }
  const fields = (yes: boolean) => (
    <div className="side-form">
      <p>{t(yes ? 'consent.agreeWhat' : 'consent.withdrawWhat', { purpose: nameOf(purpose) })}</p>
      <label>
        {t('consent.channel')}
        <Select className="wide-field" value={channel} onChange={setChannel} options={CHANNELS.map((value) => ({ value, label: value === '' ? t('consent.everyChannel') : t(`consent.channelName.${value}`) }))} />
      </label>
      <label>
        {t(yes ? 'consent.evidenceNeeded' : 'consent.evidence')}
        <Input value={evidence} maxLength={500} placeholder={t('consent.evidenceExample')} onChange={(event) => setEvidence(event.target.value)} />
      </label>
    </div>
  )
  return (
    <span className="customer-buttons">
      {granted !== true && (
        <ConfirmButton size="small" label={t('consent.agree')} title={t('consent.agreeTitle')} onConfirm={() => record(true)}>
          {fields(true)}
        </ConfirmButton>
      )}
      {granted !== false && (
        <ConfirmButton size="small" label={t('consent.withdraw')} title={t('consent.withdrawTitle')} onConfirm={() => record(false)}>
          {fields(false)}
        </ConfirmButton>
      )}
    </span>
  )
}
