import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ManualValue } from '#tags/contract'
import { CodeTable } from './CodeTable.js'
import type { ManualForm } from './manual-form.js'

interface Props {
  readonly manual: ManualForm
  readonly onChange: (manual: ManualForm) => void
}

const TYPES: readonly ManualValue['type'][] = ['enum', 'bool', 'int']
const MOST_DAYS = 3650

/** What people may say of a customer, where it is kept, and how long it counts. */
export function ManualFields({ manual, onChange }: Props) {
  const { t } = useTranslation('tags')
  return (
    <div className="tags-fields">
      <label>
        <span>{t('builder.manualSet')}</span>
        <Input value={manual.set} maxLength={80} placeholder={t('builder.manualSetHint')} onChange={(event) => onChange({ ...manual, set: event.target.value })} />
      </label>
      <label>
        <span>{t('builder.manualType')}</span>
        <Select<ManualValue['type']> value={manual.type} onChange={(type) => onChange({ ...manual, type })} options={TYPES.map((value) => ({ value, label: t(`builder.manualTypes.${value}`) }))} />
      </label>
      <label>
        <span>{t('builder.manualAge')}</span>
        <InputNumber min={1} max={MOST_DAYS} precision={0} suffix={t('builder.scoreAgeUnit')} value={manual.maxAgeDays} onChange={(maxAgeDays) => onChange({ ...manual, maxAgeDays })} />
      </label>
      {manual.type === 'enum' && <CodeTable rows={manual.values} least={1} add={t('builder.manualAdd')} onChange={(values) => onChange({ ...manual, values })} />}
    </div>
  )
}
