import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { urlOf } from '../../../api/client.js'
import { postForFile } from '../../../api/file.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { downloadBlob } from '../../../ui/action/download.js'
import { useScope } from '../../../ui/place/scope.js'
import { PORTRAITS } from '../insight-paths.js'
import type { PortraitAsked } from './use-portrait.js'

/** The portrait as CSV; asks what for, since it is audited. */
export function ExportPortrait({ asked, name }: { readonly asked: PortraitAsked; readonly name: string }) {
  const { t } = useTranslation('insight')
  const { org, asOf } = useScope()
  const [purpose, setPurpose] = useState('')
  const run = async () => {
    const blob = await postForFile(urlOf(`${PORTRAITS}/export.csv`, { org }), purpose.trim(), { ...asked, ...(asOf === undefined ? {} : { asOf }) })
    downloadBlob(blob, `portrait-${name}.csv`)
    setPurpose('')
  }
  return (
    <ConfirmButton label={t('portrait.export')} title={t('portrait.exportTitle')} confirmLabel={t('portrait.exportDo')} onConfirm={run}>
      <p>{t('portrait.exportWhat')}</p>
      <Input autoFocus aria-label={t('portrait.exportPurpose')} placeholder={t('portrait.purposeHint')} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
    </ConfirmButton>
  )
}
