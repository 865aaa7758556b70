import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minorUnitsOf } from '#kernel/money'
import { operandFormOf, type CompareNode } from '#kernel/rule'
import { useSay } from '../language/use-say.js'
import { isValueNode, majorText, minorOf, type Operand } from './operand.js'
import type { SpokenType } from './spoken.js'

type Scalar = string | number | boolean

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

/** A code with its label where the codes are known, else free text. */
function CodeField({ type, value, onChange, label }: FieldProps) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
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

/** One value of the left side's type. */
function OneField(props: FieldProps) {
  const Field = fieldsByType[props.type.type]
  return <Field {...props} />
}

const asList = (value: Operand): readonly Scalar[] => (Array.isArray(value) ? (value as readonly Scalar[]) : [])

function ListField({ type, value, onChange, label }: { type: SpokenType; value: readonly Scalar[]; onChange: (value: readonly Scalar[]) => void; label: string }) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const ccy = type.ccy ?? 'CNY'
  const isCoded = type.values !== undefined && type.values.length > 0
  const read = (text: string): Scalar | undefined => {
    if (type.type === 'money') return minorOf(text, ccy)
    if (type.type !== 'int' && type.type !== 'decimal') return text
    return Number.isFinite(Number(text)) ? Number(text) : undefined
  }
  const write = (each: Scalar) => (type.type === 'money' && typeof each === 'number' ? majorText(each, ccy) : String(each))
  return (
    <Select
      mode={isCoded ? 'multiple' : 'tags'}
      aria-label={label}
      className="operand-list"
      placeholder={isCoded ? t('operand.choose') : t('operand.typeMany')}
      showSearch={{ optionFilterProp: 'label' }}
      tokenSeparators={[',', '，', '、']}
      value={value.map(write)}
      onChange={(next: string[]) => onChange(next.map(read).filter((each) => each !== undefined))}
      options={type.values?.map((each) => ({ value: each.code, label: say(each) })) ?? []}
    />
  )
}

function RangeField({ type, value, onChange }: { type: SpokenType; value: readonly Scalar[]; onChange: (value: readonly Scalar[]) => void }) {
  const { t } = useTranslation('rule-editor')
  // A side not typed yet is empty text, so that the other keeps its place.
  const at = (side: 0 | 1) => (value[side] === '' ? undefined : value[side])
  const put = (side: 0 | 1, next: Scalar | undefined) =>
    onChange(side === 0 ? [next ?? '', value[1] ?? ''] : [value[0] ?? '', next ?? ''])
  return (
    <span className="operand-range">
      <OneField type={type} value={at(0)} onChange={(next) => put(0, next)} label={t('operand.from')} />
      <span className="soft">{t('operand.to')}</span>
      <OneField type={type} value={at(1)} onChange={(next) => put(1, next)} label={t('operand.to')} />
    </span>
  )
}

function PeriodField({ value, onChange }: { value: Operand; onChange: (value: Operand) => void }) {
  const { t } = useTranslation('rule-editor')
  const period = typeof value === 'object' && 'n' in value ? value : { n: typeof value === 'number' ? value : 30, unit: 'd' as const }
  return (
    <span className="operand-range">
      <InputNumber<number> aria-label={t('window.n')} className="operand-small" min={1} max={36600} precision={0} value={period.n} onChange={(n) => onChange({ ...period, n: n ?? 1 })} />
      <Select<'d' | 'm'>
        aria-label={t('value.window')}
        className="operand-unit"
        value={period.unit}
        onChange={(unit) => onChange({ ...period, unit })}
        options={[
          { value: 'd', label: t('window.d') },
          { value: 'm', label: t('window.m') },
        ]}
      />
    </span>
  )
}

function MonthDaysField({ value, onChange, label }: { value: readonly Scalar[]; onChange: (value: readonly Scalar[]) => void; label: string }) {
  const { t } = useTranslation('rule-editor')
  return (
    <Select<number[]>
      mode="multiple"
      aria-label={label}
      className="operand-list"
      placeholder={t('operand.choose')}
      value={value.map(Number)}
      onChange={onChange}
      options={Array.from({ length: 31 }, (_, at) => ({ value: at + 1, label: t('operand.dayOfMonth', { day: at + 1 }) }))}
    />
  )
}

interface Props {
  readonly node: CompareNode
  readonly type: SpokenType
  readonly onChange: (value: Operand) => void
}

/** The right side of a comparison, in the control its operator and type ask for. */
export function OperandControl({ node, type, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const { value } = node
  const label = t('operand.label')
  if (isValueNode(value)) {
    return (
      <code className="operand-given" title={t('operand.given')}>
        {JSON.stringify(value)}
      </code>
    )
  }
  const one = typeof value === 'object' ? undefined : value
  const ofDays: SpokenType = type.type === 'instant' ? { type: 'date' } : type
  const form = operandFormOf[node.op]
  if (form === 'none') return null
  if (form === 'period') return <PeriodField value={value} onChange={onChange} />
  if (form === 'range') return <RangeField type={ofDays} value={asList(value)} onChange={onChange} />
  if (form === 'list') return <ListField type={ofDays} value={asList(value)} onChange={onChange} label={label} />
  if (form === 'monthDays') return <MonthDaysField value={asList(value)} onChange={onChange} label={label} />
  return (
    <span className="operand-range">
      <OneField type={form === 'one' ? type : { type: plainTypes[form] }} value={one} onChange={onChange} label={label} />
      {form === 'days' && <span className="soft">{t('operand.days')}</span>}
    </span>
  )
}

const plainTypes = { text: 'string', pattern: 'string', days: 'int', count: 'int' } as const
