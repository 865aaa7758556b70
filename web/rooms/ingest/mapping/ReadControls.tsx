import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DateFormat, dateFormats } from '#ingest/contract'
import { type ReadForm, settingsCount } from './column-form.js'
import { ReadSettings } from './ReadSettings.js'
import { type Destination, type TargetForm, typeOf } from './target-form.js'

interface Props {
  readonly target: TargetForm
  readonly at: Destination
  readonly form: ReadForm
  readonly samples: readonly string[]
  readonly onChange: (form: ReadForm) => void
}

/** How a file column is read: the date format, the unit of money, and the rest in a drawer. */
export function ReadControls({ target, at, form, samples, onChange }: Props) {
  const { t } = useTranslation('ingest')
  const [isOpen, setIsOpen] = useState(false)
  const type = typeOf(target, at)
  const count = settingsCount(form)
  return (
    <span className="ingest-read">
      {(type === 'date' || type === 'instant') && (
        <Select<DateFormat | null>
          className="ingest-format"
          aria-label={t('mapping.dateFormat')}
          placeholder={t('mapping.dateFormat')}
          allowClear
          value={form.format}
          onChange={(format: DateFormat | null | undefined) => onChange({ ...form, format: format ?? null })}
          options={dateFormats.map((format) => ({ value: format, label: format }))}
        />
      )}
      {type === 'money' && (
        <Select<'major' | 'minor'>
          aria-label={t('mapping.unit')}
          value={form.unit}
          onChange={(unit) => onChange({ ...form, unit })}
          options={(['major', 'minor'] as const).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
        />
      )}
      <Button type="link" size="small" onClick={() => setIsOpen(true)}>
        {count === 0 ? t('settings.open') : t('settings.openCount', { count })}
      </Button>
      {isOpen && (
        <ReadSettings
          target={target}
          at={at}
          form={form}
          samples={samples}
          onChange={onChange}
          onClose={() => setIsOpen(false)}
        />
      )}
    </span>
  )
}
