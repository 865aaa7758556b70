import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { csrfToken, urlOf } from '../../../api/client.js'
import { toApiError } from '../../../api/problem.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { downloadBlob } from '../../../ui/action/download.js'
import { formatNumber } from '../../../ui/format.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { segmentUrl } from '../segment-paths.js'

interface Props {
  readonly segmentKey: string
  readonly count: number
}

async function loadCsv(url: string, purpose: string): Promise<Blob> {
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken() ?? '' },
    body: JSON.stringify({ purpose }),
  })
  if (response.ok) return response.blob()
  throw toApiError(response.status, await response.json().catch(() => undefined))
}

/** Exports the members; asks what for, since it is audited. */
export function ExportButton({ segmentKey, count }: Props) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const { org } = useScope()
  const [purpose, setPurpose] = useState('')
  const run = async () => {
    const blob = await loadCsv(urlOf(`${segmentUrl(segmentKey)}/members.csv`, { org }), purpose.trim())
    downloadBlob(blob, `segment-${segmentKey}.csv`)
    setPurpose('')
  }
  return (
    <ConfirmButton
      label={t('members.export')}
      title={t('members.exportTitle', { shown: formatNumber(count, locale) })}
      confirmLabel={t('members.exportDo')}
      onConfirm={run}
    >
      <p>{t('members.exportWhat')}</p>
      <Input autoFocus aria-label={t('members.purpose')} placeholder={t('members.purposeHint')} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
    </ConfirmButton>
  )
}
