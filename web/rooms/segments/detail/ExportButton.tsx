import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { urlOf } from '../../../api/client.js'
import { postForFile } from '../../../api/file.js'
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

/** Exports the members; asks what for, since it is audited. */
export function ExportButton({ segmentKey, count }: Props) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const { org } = useScope()
  const [purpose, setPurpose] = useState('')
  const run = async () => {
    const blob = await postForFile(urlOf(`${segmentUrl(segmentKey)}/members.csv`, { org }), purpose.trim())
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
