import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ALL_PERSONAL_TAGS, objectionChannels, type ObjectionRequest } from '#privacy/contract'
import { nothing, post } from '../../../api/client.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { useRecorded } from './use-recorded.js'

interface Props {
  readonly custId: string
  /** Key of a tag, or every personal tag. */
  readonly tag: string
  readonly name: string
  /** The customer objects, or takes it back. */
  readonly objected: boolean
}

/** Records that a customer objects to a tag or takes it back: where they said it and why. */
export function ObjectionButton({ custId, tag, name, objected }: Props) {
  const { t } = useTranslation('customers')
  const recorded = useRecorded(custId)
  const [channel, setChannel] = useState<ObjectionRequest['channel']>('COUNTER')
  const [reason, setReason] = useState('')
  const record = async () => {
    const body: ObjectionRequest = { custId, tag, objected, channel, reason: reason.trim() }
    await post('/api/v1/privacy/objections', body, nothing)
    setReason('')
    await recorded()
  }
  const what = tag === ALL_PERSONAL_TAGS ? (objected ? 'objection.allWhat' : 'objection.allBackWhat') : objected ? 'objection.what' : 'objection.backWhat'
  return (
    <ConfirmButton size="small" danger={objected && tag === ALL_PERSONAL_TAGS} label={t(tag === ALL_PERSONAL_TAGS && objected ? 'objection.removeAll' : objected ? 'objection.remove' : 'objection.back')} title={t(objected ? 'objection.title' : 'objection.backTitle', { name })} onConfirm={record}>
      <div className="side-form">
        <p>{t(what, { name })}</p>
        <label>
          {t('objection.channel')}
          <Select className="wide-field" value={channel} onChange={setChannel} options={objectionChannels.map((value) => ({ value, label: t(`objection.channels.${value}`) }))} />
        </label>
        <label>
          {t('objection.reason')}
          <Input value={reason} maxLength={500} placeholder={t('objection.reasonExample')} onChange={(event) => setReason(event.target.value)} />
        </label>
      </div>
    </ConfirmButton>
  )
}
