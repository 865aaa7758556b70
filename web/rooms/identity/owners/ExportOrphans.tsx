import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { postForFile } from '../../../api/file.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { downloadBlob } from '../../../ui/action/download.js'
import { IDENTITY } from '../identity-paths.js'

/** Customers without an owner as CSV; asks what for, since it is audited. */
export function ExportOrphans() {
  const { t } = useTranslation('identity')
  const [purpose, setPurpose] = useState('')
  return (
    <ConfirmButton label={t('owner.export')} title={t('owner.export')} onConfirm={async () => downloadBlob(await postForFile(`${IDENTITY}/orphans.csv`, purpose.trim()), 'customers-without-owner.csv')}>
      <p>{t('owner.exportWhat')}</p>
      <Input autoFocus value={purpose} maxLength={1000} onChange={(event) => setPurpose(event.target.value)} placeholder={t('owner.exportPurpose')} aria-label={t('owner.exportPurpose')} />
    </ConfirmButton>
  )
}
