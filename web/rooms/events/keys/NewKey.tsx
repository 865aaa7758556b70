import { Button, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sourceTypes, type WriteKeyCreate, writeKeyCreatedSchema } from '#events/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { WRITE_KEYS } from '../events-paths.js'

/** Makes a key and shows it once. */
export function NewKey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('events')
  const [name, setName] = useState('')
  const [sourceType, setType] = useState<WriteKeyCreate['sourceType']>('segment')
  const [origins, setOrigins] = useState('')
  const [rateLimit, setLimit] = useState<number | null>(null)
  const [copied, setCopied] = useState(false)
  const make = useAction(() => post(WRITE_KEYS, { name, sourceType, rateLimit, origins: origins.split(/\s+/).filter((each) => each !== '') }, writeKeyCreatedSchema), { refreshes: [WRITE_KEYS] })
  const key = make.data?.key
  if (key !== undefined) {
    return (
      <Modal open title={t('key.create')} onCancel={onClose} footer={<Button type="primary" onClick={onClose}>{t('key.done')}</Button>}>
        <p>{t('key.created')}</p>
        <p>
          <code className="write-key">{key}</code>{' '}
          <Button size="small" onClick={() => void navigator.clipboard.writeText(key).then(() => setCopied(true))}>
            {copied ? t('key.copied') : t('key.copy')}
          </Button>
        </p>
      </Modal>
    )
  }
  return (
    <Modal open title={t('key.create')} onCancel={onClose} okText={t('key.create')} okButtonProps={{ disabled: name.trim() === '', loading: make.isPending }} onOk={() => make.mutate(undefined)}>
      <form
        className="meaning-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') make.mutate(undefined)
        }}
      >
        <label>
          {t('key.name')}
          <Input autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          {t('key.type')}
          <Select value={sourceType} options={sourceTypes.map((value) => ({ value, label: t(`key.types.${value}`) }))} onChange={setType} />
        </label>
        <label>
          {t('key.origins')}
          <Input.TextArea rows={2} placeholder={t('key.originsHint')} value={origins} onChange={(event) => setOrigins(event.target.value)} />
        </label>
        <label>
          {t('key.limit')}
          <InputNumber min={1} value={rateLimit} placeholder={t('key.noLimit')} onChange={setLimit} />
        </label>
      </form>
      {make.error && <ErrorPanel error={make.error} />}
    </Modal>
  )
}
