import { DownloadOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { postForFile } from '../../../api/file.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { downloadBlob } from '../../../ui/action/download.js'

interface Props {
  readonly label: string
  readonly path: string
  readonly fileName: string
}

/** Downloads customer rows: asks for the purpose first, which the audit and the file keep. */
export function ExportForm({ label, path, fileName }: Props) {
  const { t } = useTranslation('strategy')
  const [purpose, setPurpose] = useState('')
  return (
    <ConfirmButton
      label={
        <>
          <DownloadOutlined /> {label}
        </>
      }
      confirmLabel={label}
      title={t('export.title')}
      onConfirm={async () => downloadBlob(await postForFile(path, purpose), fileName)}
    >
      <p>{t('export.audited')}</p>
      <Input autoFocus aria-label={t('export.purpose')} placeholder={t('export.purpose')} value={purpose} maxLength={200} onChange={(event) => setPurpose(event.target.value)} />
    </ConfirmButton>
  )
}
