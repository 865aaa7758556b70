import { Checkbox, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, monthStart } from '#kernel/calendar'
import type { Portrait } from '#insight/contract'
import { urlOf } from '../../../api/client.js'
import { postForFile } from '../../../api/file.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { downloadBlob } from '../../../ui/action/download.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { portraitUrl } from '../insight-paths.js'

type Format = 'xlsx' | 'csv'

/** The portrait that is shown, as a workbook or as CSV; asks what for, since it is audited. `hasFlow`: who came and left can be added. */
export function ExportPortrait({ portrait, hasFlow }: { readonly portrait: Portrait; readonly hasFlow: boolean }) {
  const { t } = useTranslation('insight')
  const { org } = useScope()
  const [search] = useUrlState()
  const [purpose, setPurpose] = useState('')
  const [format, setFormat] = useState<Format>('xlsx')
  const [withFlow, setWithFlow] = useState(hasFlow)
  const from = search.get('from') ?? addDays(monthStart(portrait.asOf), -1)
  const tag = search.get('tag') ?? ''
  const run = async () => {
    const flow = format === 'xlsx' && hasFlow && withFlow ? { flow: { from, ...(tag === '' ? {} : { tag }) } } : {}
    const blob = await postForFile(urlOf(`${portraitUrl(portrait.id)}/export.${format}`, { org }), purpose.trim(), flow)
    downloadBlob(blob, `portrait-${portrait.of.key ?? portrait.of.kind}.${format}`)
    setPurpose('')
  }
  return (
    <ConfirmButton label={t('portrait.export')} title={t('portrait.exportTitle')} confirmLabel={t('portrait.exportDo', { format: format.toUpperCase() })} onConfirm={run}>
      <p>{t('portrait.exportWhat')}</p>
      <p>
        <Radio.Group value={format} onChange={({ target }) => setFormat(target.value as Format)} options={[{ value: 'xlsx', label: t('portrait.exportXlsx') }, { value: 'csv', label: t('portrait.exportCsv') }]} />
      </p>
      {format === 'xlsx' && hasFlow && (
        <p>
          <Checkbox checked={withFlow} onChange={({ target }) => setWithFlow(target.checked)}>{t('portrait.exportFlow', { from, to: portrait.asOf })}</Checkbox>
        </p>
      )}
      <Input autoFocus aria-label={t('portrait.exportPurpose')} placeholder={t('portrait.purposeHint')} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
    </ConfirmButton>
  )
}
