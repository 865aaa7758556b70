import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { urlOf } from '../../../api/client.js'
import { postForFile } from '../../../api/file.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { downloadBlob } from '../../../ui/action/download.js'
import { formatNumber } from '../../../ui/format.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { modelUrl } from '../models-paths.js'

/** Exports the newest scores; asks what for, since it is audited. */
export function ExportScores({ model, customers }: { readonly model: string; readonly customers: number }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const may = useMay('customer.export')
  const { org } = useScope()
  const [purpose, setPurpose] = useState('')
  if (!may) return null
  const run = async () => {
    const blob = await postForFile(urlOf(`${modelUrl(model)}/scores.csv`, { org }), purpose.trim())
    downloadBlob(blob, `scores-${model}.csv`)
    setPurpose('')
  }
  return (
    <ConfirmButton label={t('scores.export')} title={t('scores.exportTitle', { customers: formatNumber(customers, locale) })} confirmLabel={t('scores.exportDo')} onConfirm={run}>
      <p>{t('scores.exportWhat')}</p>
      <Input autoFocus aria-label={t('scores.exportPurpose')} placeholder={t('scores.exportHint')} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
    </ConfirmButton>
  )
}
