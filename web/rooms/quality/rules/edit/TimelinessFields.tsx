import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, NumberField } from '../../../../ui/form/Field.js'
import type { CheckProps } from './CheckFields.js'
import type { CheckDraftOf } from './rule-draft.js'

const ways = ['by', 'age', 'newest', 'usual'] as const
type Way = (typeof ways)[number]

function wayOf(check: CheckDraftOf<'timeliness'>): Way {
  if (check.by !== undefined) return 'by'
  if (check.newestWithinHours !== undefined) return 'newest'
  return check.maxAgeDays === undefined ? 'usual' : 'age'
}

const starts: Readonly<Record<Way, object>> = { by: { by: '09:00', dayOffset: 1 }, age: { maxAgeDays: 2 }, newest: { newestWithinHours: 24 }, usual: {} }
const NONE = { by: undefined, dayOffset: undefined, maxAgeDays: undefined, newestWithinHours: undefined }

/** Until when a source, or what it brings to a table, must be there. */
export function TimelinessFields({ check, set, mistakes, hasTable }: CheckProps<'timeliness'> & { readonly hasTable: boolean }) {
  const { t } = useTranslation('quality')
  const way = wayOf(check)
  return (
    <div className="form-grid">
      <Field label={t('edit.timely')} path="check.kind" mistakes={mistakes} wide>
        {(id) => <Radio.Group id={id} value={way} options={ways.map((value) => ({ value, label: t(`edit.ways.${value}`), disabled: value === 'newest' && !hasTable }))} onChange={({ target }) => set({ ...NONE, ...starts[target.value as Way] })} />}
      </Field>
      {way === 'by' && (
        <Field label={t('edit.by')} path="check.by" mistakes={mistakes}>
          {(id) => <Input id={id} type="time" value={check.by} onChange={({ target }) => target.value !== '' && set({ by: target.value })} />}
        </Field>
      )}
      {way === 'by' && <NumberField label={t('edit.dayOffset')} path="check.dayOffset" mistakes={mistakes} min={0} max={31} unit={t('edit.days')} value={check.dayOffset} onChange={(dayOffset) => set({ dayOffset })} />}
      {way === 'age' && <NumberField label={t('edit.maxAge')} path="check.maxAgeDays" mistakes={mistakes} min={1} max={400} unit={t('edit.days')} value={check.maxAgeDays} onChange={(maxAgeDays) => set({ maxAgeDays: maxAgeDays ?? 1 })} />}
      {way === 'newest' && <NumberField label={t('edit.newest')} path="check.newestWithinHours" mistakes={mistakes} min={1} max={9000} unit={t('edit.hours')} value={check.newestWithinHours} onChange={(hours) => set({ newestWithinHours: hours ?? 1 })} />}
    </div>
  )
}
