import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BankTableName } from '#ingest/contract'
import { Field, type FieldPlace } from '../../../../ui/form/Field.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { useColumnChoices } from './use-rule-choices.js'

interface Props extends FieldPlace {
  readonly table: BankTableName
  readonly value: Readonly<Record<string, string>> | undefined
  readonly onChange: (value: Record<string, string> | undefined) => void
}

/** Rows whose columns have these values. */
export function WhereFields({ table, value, onChange, ...place }: Props) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const columns = useColumnChoices(table, 'completeness')
  const entries = Object.entries(value ?? {})
  const write = (next: readonly (readonly [string, string])[]) => onChange(next.length === 0 ? undefined : Object.fromEntries(next))
  const free = columns.find(({ name }) => value?.[name] === undefined)
  const codesOf = (name: string) => Object.entries(columns.find((each) => each.name === name)?.column.values ?? {}).map(([code, label]) => ({ value: code, label: `${code} ${say(label)}` }))
  return (
    <Field {...place} wide>
      {() => (
        <div className="where-rows">
          {entries.map(([name, wanted], at) => (
            <div key={name} className="where-row">
              <Select
                aria-label={t('edit.whereColumn')}
                showSearch={{ optionFilterProp: 'label' }}
                value={name}
                options={columns.filter((each) => each.name === name || value?.[each.name] === undefined).map(({ value: column, label }) => ({ value: column, label }))}
                onChange={(column: string) => write(entries.map((entry, place) => (place === at ? [column, ''] : entry)))}
              />
              <AutoComplete aria-label={t('edit.whereValue')} value={wanted} options={codesOf(name)} onChange={(typed: string) => write(entries.map((entry, place) => (place === at ? [name, typed] : entry)))} />
              <Button aria-label={t('edit.whereRemove')} icon={<DeleteOutlined />} onClick={() => write(entries.filter((_, place) => place !== at))} />
            </div>
          ))}
          {free !== undefined && (
            <Button size="small" icon={<PlusOutlined />} onClick={() => write([...entries, [free.name, '']])}>
              {t('edit.whereAdd')}
            </Button>
          )}
        </div>
      )}
    </Field>
  )
}
