import { Input, Radio } from 'antd'
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
import { useTagColumns } from './TagColumns.js'

interface Props {
  /** Route of the CSV. */
  readonly path: string
  /** Whom of it: a snapshot, a way of change, a cell. */
  readonly asked?: object
  readonly fileName: string
  readonly count: number
  /** Keys of the tags on screen; every tag is offered where none are. */
  readonly shown?: readonly string[]
  /** The same route makes a workbook too, as `.xlsx`. */
  readonly hasWorkbook?: boolean
}

/** Exports customers with every tag, or with those on screen; asks what for, since it is audited. */
export function ExportButton({ path, asked = {}, fileName, count, shown = [], hasWorkbook = false }: Props) {
  const { t, i18n } = useTranslation('segments')
  const locale = useFormatLocale()
  const { org } = useScope()
  const all = useTagColumns().options.length
  const [purpose, setPurpose] = useState('')
  const [format, setFormat] = useState<'csv' | 'xlsx'>('csv')
  const [carry, setCarry] = useState<'all' | 'shown'>('all')
  const run = async () => {
    const lang = i18n.language.startsWith('zh') ? 'zh' : 'en'
    const columns = carry === 'shown' ? { columns: shown } : {}
    downloadBlob(await postForFile(urlOf(path.replace(/\.csv$/, `.${format}`), { org }), purpose.trim(), { ...asked, ...columns, lang }), fileName.replace(/\.csv$/, `.${format}`))
    setPurpose('')
  }
  if (!useMay('customer.export')) return null
  return (
    <ConfirmButton label={t('members.export')} title={t('members.exportTitle', { shown: formatNumber(count, locale) })} confirmLabel={t('members.exportDo')} onConfirm={run}>
      <p>{t('members.exportWhat')}</p>
      {hasWorkbook && (
        <Radio.Group aria-label={t('members.format')} value={format} onChange={({ target }) => setFormat(target.value as 'csv' | 'xlsx')} options={[{ value: 'csv', label: t('members.csv') }, { value: 'xlsx', label: t('members.xlsx') }]} />
      )}
      {shown.length > 0 && (
        <Radio.Group
          aria-label={t('columns.carry')}
          value={carry}
          onChange={({ target }) => setCarry(target.value as 'all' | 'shown')}
          options={[{ value: 'all', label: t('columns.all', { count: all }) }, { value: 'shown', label: t('columns.onlyShown', { count: shown.length }) }]}
        />
      )}
      <p className="soft">{t('columns.file')}</p>
      <Input autoFocus aria-label={t('members.purpose')} placeholder={t('members.purposeHint')} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
    </ConfirmButton>
  )
}
