import { DownloadOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { csrfToken } from '../../../api/client.js'
import { toApiError } from '../../../api/problem.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { downloadBlob } from '../../../ui/action/download.js'

interface Props {
  readonly label: string
  readonly path: string
  readonly fileName: string
}

async function fetchFile(path: string, purpose: string): Promise<Blob> {
  const token = csrfToken()
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { 'x-csrf-token': token }) },
    body: JSON.stringify({ purpose }),
  })
  if (!answer.ok) throw toApiError(answer.status, await answer.json().catch(() => undefined))
  return answer.blob()
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
      onConfirm={async () => downloadBlob(await fetchFile(path, purpose), fileName)}
    >
      <p>{t('export.audited')}</p>
      <Input autoFocus aria-label={t('export.purpose')} placeholder={t('export.purpose')} value={purpose} maxLength={200} onChange={(event) => setPurpose(event.target.value)} />
    </ConfirmButton>
  )
}
