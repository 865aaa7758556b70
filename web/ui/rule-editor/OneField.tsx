import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minorUnitsOf } from '#kernel/money'
import { useSay } from '../language/use-say.js'
import { majorText, minorOf } from './operand.js'
import type { SpokenType } from './spoken.js'

export type Scalar = string | number | boolean

interface FieldProps {
  readonly type: SpokenType
  readonly value: Scalar | undefined
  readonly onChange: (value: Scalar | undefined) => void
  readonly label: string
}

/** An amount in major units; the document holds minor ones. */
function MoneyField({ type, value, onChange, label }: FieldProps) {
  const { t } = useTranslation('rule-editor')
  const ccy = type.ccy ?? 'CNY'
  const known = typeof value === 'number' ? majorText(value, ccy) : ''
  const [typed, setTyped] = useState<string | null>(null)
  const isBad = typed !== null && typed !== '' && minorOf(typed, ccy) === undefined
  return (
    <Input
      className="operand-money"
      inputMode="decimal"
      aria-label={label}
      placeholder={t('operand.type')}
      suffix={ccy}
      status={isBad ? 'error' : ''}
      title={isBad ? t('operand.badAmount', { ccy, digits: minorUnitsOf(ccy) }) : ''}
      value={typed ?? known.replace(/\.0+$/, '')}
      onChange={({ target }) => {
        setTyped(target.value)
        onChange(minorOf(target.value, ccy))
      }}
      onBlur={() => {
        if (!isBad) setTyped(null)
      }}
    />
  )
}

function NumberField({ type, value, onChange, label }: FieldProps) {
  const { t } = useTranslation('rule-editor')
  return (
    <InputNumber<number>
      aria-label={label}
      placeholder={t('operand.type')}
      className="operand-number"
      value={typeof value === 'number' ? value : null}
      {...(type.type === 'int' ? { precision: 0 } : {})}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

function DateField({ value, onChange, label }: FieldProps) {
  return (
    <Input
      aria-label={label}
      className="operand-date"
      type="date"
      value={typeof value === 'string' ? value.slice(0, 10) : ''}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
    />
  )
}

/** A code out of those that have names, or another one typed. */
function OpenCodeField({ type, value, onChange, label }: FieldProps) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const [typed, setTyped] = useState('')
  const codes = type.values ?? []
  const own = [typed.trim(), value === undefined ? '' : String(value)].filter((each, at, all) => each !== '' && all.indexOf(each) === at && !codes.some(({ code }) => code === each))
  return (
    <Select
      aria-label={label}
      className="operand-text"
      popupMatchSelectWidth={false}
      placeholder={t('operand.chooseOrType')}
      showSearch={{ optionFilterProp: 'search', onSearch: setTyped }}
      value={value === undefined ? null : String(value)}
      onChange={(next: string | null) => {
        setTyped('')
        onChange(next ?? undefined)
      }}
      options={[
        ...codes.map((each) => ({ value: each.code, label: say(each), search: `${say(each)} ${each.code}` })),
        ...own.map((code) => ({ value: code, label: code === typed.trim() ? t('operand.typed', { code }) : code, search: code })),
      ]}
    />
  )
}

/** A code with its label where the codes are known, else free text. */
function CodeField({ type, value, onChange, label }: FieldProps) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  if (type.isOpen === true) return <OpenCodeField type={type} value={value} onChange={onChange} label={label} />
  if (type.values === undefined || type.values.length === 0) {
    return (
      <Input
        aria-label={label}
        placeholder={t('operand.type')}
        className="operand-text"
        value={value === undefined ? '' : String(value)}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      />
    )
  }
  return (
    <Select
      aria-label={label}
      className="operand-text"
      placeholder={t('operand.choose')}
      showSearch={{ optionFilterProp: 'label' }}
      value={value === undefined ? null : String(value)}
      onChange={(next: string | null) => onChange(next ?? undefined)}
      options={type.values.map((each) => ({ value: each.code, label: say(each) }))}
    />
  )
}

function YesNoField({ value, onChange, label }: FieldProps) {
  const { t } = useTranslation('rule-editor')
  return (
    <Select
      aria-label={label}
      className="operand-short"
      value={value === undefined ? null : String(value)}
      onChange={(next: string | null) => onChange(next === 'true')}
      options={[
        { value: 'true', label: t('operand.yes') },
        { value: 'false', label: t('operand.no') },
      ]}
    />
  )
}

const fieldsByType = {
  bool: YesNoField,
  money: MoneyField,
  int: NumberField,
  decimal: NumberField,
  date: DateField,
  instant: DateField,
  enum: CodeField,
  set: CodeField,
  string: CodeField,
} as const

/** One value of a type, typed or chosen. */
export function OneField(props: FieldProps) {
  const Field = fieldsByType[props.type.type]
  return <Field {...props} />
}
