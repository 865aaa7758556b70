import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { operandFormOf, type CompareNode, type OperandForm, type ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../language/use-say.js'
import { OneField, type Scalar } from './OneField.js'
import { isValueNode, majorText, minorOf, startCompare, type Operand } from './operand.js'
import { RelativeOperand } from './RelativeOperand.js'
import type { SpokenFact, SpokenType } from './spoken.js'
import { blank, earlierOf } from './value-form.js'

const asList = (value: Operand): readonly Scalar[] => (Array.isArray(value) ? (value as readonly Scalar[]) : [])

function ListField({ type, value, onChange, label }: { type: SpokenType; value: readonly Scalar[]; onChange: (value: readonly Scalar[]) => void; label: string }) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const ccy = type.ccy ?? 'CNY'
  const isCoded = type.values !== undefined && type.values.length > 0 && type.isOpen !== true
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
  /** Where other values are named that the left one may be compared with; without it only given values are offered. */
  readonly vocabulary?: Vocabulary | undefined
  readonly fact?: SpokenFact | undefined
  readonly onChange: (value: Operand) => void
}

/** What a figure or a tag is compared with at first: the same figure a period earlier, or a value to choose. */
const startOther = (left: ValueNode): ValueNode => (left.kind === 'agg' ? earlierOf(left) : blank)

/** Whether the operand is given in the rule or is another value of the customer. */
function SourceSelect({ node, type, onChange }: Pick<Props, 'node' | 'type' | 'onChange'>) {
  const { t } = useTranslation('rule-editor')
  const isOther = isValueNode(node.value)
  return (
    <Select<'given' | 'other'>
      variant="borderless"
      size="small"
      popupMatchSelectWidth={false}
      aria-label={t('operand.source')}
      value={isOther ? 'other' : 'given'}
      onChange={(source) => {
        if ((source === 'other') === isOther) return
        onChange(source === 'other' ? startOther(node.left) : startCompare(node.left, type, node.op).value)
      }}
      options={(['given', 'other'] as const).map((value) => ({ value, label: t(`operand.sources.${value}`) }))}
    />
  )
}

/** The right side of a comparison, in the control its operator and type ask for. */
export function OperandControl(props: Props) {
  const { node, type, vocabulary, fact, onChange } = props
  const { t } = useTranslation('rule-editor')
  const { value } = node
  const form = operandFormOf[node.op]
  const mayBeOther = vocabulary !== undefined && form === 'one' && type.type !== 'set'
  if (isValueNode(value) && (!mayBeOther || value.kind === 'param')) {
    return (
      <code className="operand-given" title={t('operand.given')}>
        {JSON.stringify(value)}
      </code>
    )
  }
  return (
    <>
      {mayBeOther && <SourceSelect node={node} type={type} onChange={onChange} />}
      {isValueNode(value) && vocabulary !== undefined ? (
        <RelativeOperand value={value} type={type} vocabulary={vocabulary} fact={fact} onChange={onChange} />
      ) : (
        <GivenOperand {...props} form={form} />
      )}
    </>
  )
}

/** A value written into the rule. */
function GivenOperand({ node, type, onChange, form }: Props & { readonly form: OperandForm }) {
  const { t } = useTranslation('rule-editor')
  const { value } = node
  const label = t('operand.label')
  const one = typeof value === 'object' ? undefined : value
  const ofDays: SpokenType = type.type === 'instant' ? { type: 'date' } : type
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
