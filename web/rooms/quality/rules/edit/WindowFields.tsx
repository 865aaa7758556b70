import { Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, NumberField } from '../../../../ui/form/Field.js'
import type { CheckProps } from './CheckFields.js'

const BUCKETS = [4, 5, 10, 20] as const

/** Rows of a day against the same weekday before. */
export function VolumeFields({ check, set, mistakes }: CheckProps<'volume'>) {
  const { t } = useTranslation('quality')
  return (
    <div className="form-grid">
      <NumberField label={t('edit.weeks')} path="check.weeks" mistakes={mistakes} min={1} max={26} value={check.weeks} onChange={(weeks) => set({ weeks })} />
      <NumberField label={t('edit.tolerance')} hint={t('edit.toleranceHint')} path="check.tolerance" mistakes={mistakes} percent min={0.01} max={10} step={0.05} value={check.tolerance} onChange={(tolerance) => set({ tolerance })} />
      <NumberField label={t('edit.minRows')} hint={t('edit.minRowsHint')} path="check.minRows" mistakes={mistakes} min={1} value={check.minRows} onChange={(minRows) => set({ minRows })} />
      <Field label={t('edit.holidays')} hint={t('edit.holidaysHint')} path="check.holidays" mistakes={mistakes} wide>
        {(id) => <Select id={id} mode="tags" open={false} suffix={null} tokenSeparators={[',', '，', ' ']} value={[...(check.holidays ?? [])]} onChange={(holidays: string[]) => set({ holidays })} />}
      </Field>
      <Checkbox className="wide" checked={check.weekdaysOnly === true} onChange={({ target }) => set({ weekdaysOnly: target.checked })}>
        {t('edit.weekdaysOnly')}
      </Checkbox>
    </div>
  )
}

/** Whether the spread of a column moved. */
export function DriftFields({ check, set, mistakes }: CheckProps<'drift'>) {
  const { t } = useTranslation('quality')
  return (
    <div className="form-grid">
      <NumberField label={t('edit.psi')} hint={t('edit.psiHint')} path="check.max" mistakes={mistakes} min={0.01} max={10} step={0.05} value={check.max} onChange={(max) => set({ max })} />
      <NumberField label={t('edit.window')} hint={t('edit.windowHint')} path="check.days" mistakes={mistakes} min={1} max={400} unit={t('edit.days')} value={check.days} onChange={(days) => set({ days })} />
      <Field label={t('edit.buckets')} path="check.buckets" mistakes={mistakes}>
        {(id) => <Select id={id} value={check.buckets ?? 10} options={BUCKETS.map((value) => ({ value, label: String(value) }))} onChange={(buckets: (typeof BUCKETS)[number]) => set({ buckets })} />}
      </Field>
      <NumberField label={t('edit.minRows')} hint={t('edit.minRowsHint')} path="check.minRows" mistakes={mistakes} min={1} value={check.minRows} onChange={(minRows) => set({ minRows })} />
    </div>
  )
}

/** Whether a column is suddenly in another unit. */
export function UnitFields({ check, set, mistakes }: CheckProps<'unit-change'>) {
  const { t } = useTranslation('quality')
  return (
    <div className="form-grid">
      <NumberField label={t('edit.window')} hint={t('edit.windowHint')} path="check.days" mistakes={mistakes} min={1} max={400} unit={t('edit.days')} value={check.days} onChange={(days) => set({ days })} />
      <NumberField label={t('edit.decades')} hint={t('edit.decadesHint')} path="check.tolerance" mistakes={mistakes} min={0.01} max={0.4} step={0.05} value={check.tolerance} onChange={(tolerance) => set({ tolerance })} />
      <NumberField label={t('edit.minRows')} hint={t('edit.minRowsHint')} path="check.minRows" mistakes={mistakes} min={1} value={check.minRows} onChange={(minRows) => set({ minRows })} />
    </div>
  )
}
