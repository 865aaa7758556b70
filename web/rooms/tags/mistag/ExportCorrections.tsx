import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { urlOf } from '../../../api/client.js'
import { postForFile } from '../../../api/file.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { downloadBlob } from '../../../ui/action/download.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'

/** The customers of the newest run as a file; asks what for, since it is audited. */
export function ExportCorrections({ checkKey }: { readonly checkKey: string }) {
  const { t } = useTranslation('tags')
  const { org } = useScope()
  const [search] = useUrlState()
  const [purpose, setPurpose] = useState('')
  if (!useMay('customer.export')) return null
  const which = search.get('which') ?? 'corrected'
  const run = async () => {
    downloadBlob(await postForFile(urlOf(`/api/v1/mis-tags/${encodeURIComponent(checkKey)}/customers.csv`, { org }), purpose.trim(), { which }), `mis-tag-${checkKey}.csv`)
    setPurpose('')
  }
  return (
    <ConfirmButton label={t('mistag.export.label')} title={t('mistag.export.title')} disabled={false} confirmLabel={t('mistag.export.label')} onConfirm={run}>
      <p>{t('mistag.export.what', { which: t(`mistag.whiches.${which as 'all'}`) })}</p>
      <Input autoFocus aria-label={t('mistag.export.purpose')} placeholder={t('mistag.export.purpose')} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
    </ConfirmButton>
  )
}
