import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { aggregateFunctions, operandFormOf, type Operator, operatorsOf, type ValueType, valueTypes } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { formatNumber } from '../../../ui/format.js'
import { OneField } from '../../../ui/rule-editor/OneField.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import type { FieldsProps } from './fields-props.js'
import { partsOf, type FactFunction, type FilterForm, type ValueForm } from './value-form.js'

type FactField = Vocabulary['facts'][number]['fields'][number]

const simpleForms = new Set(['none', 'one', 'text', 'list'])

const asType = (type: string | undefined): ValueType => valueTypes.find((one) => one === type) ?? 'string'

/** Operators a row of conditions can show. */
const operatorsFor = (field: FactField | undefined): readonly Operator[] =>
  operatorsOf[asType(field?.type)].filter((op) => simpleForms.has(operandFormOf[op]))

interface OperandProps {
  readonly filter: FilterForm
  readonly field: FactField | undefined
  readonly onChange: (value: string) => void
}

/** The values a field can have, when they are known. */
function useCodes(field: FactField | undefined) {
  const { t } = useTranslation('tags')
  const say = useSay()
  if (field?.type === 'bool') {
    return [
      { value: 'true', label: t('builder.yes') },
      { value: 'false', label: t('builder.no') },
    ]
  }
  return (field?.values ?? []).map(({ code, ...name }) => ({ value: code, label: `${say(name)} ${code}` }))
}

/** One code or several, out of those that are known; others too where the field meets others. */
function CodeOperand({ filter, field, codes, onChange }: OperandProps & { readonly codes: ReturnType<typeof useCodes> }) {
  const { t } = useTranslation('tags')
  const label = t('builder.operand')
  const isOpen = field?.isOpen === true
  if (operandFormOf[filter.op] === 'list') {
    return <Select<string[]> mode={isOpen ? 'tags' : 'multiple'} aria-label={label} value={partsOf(filter.value)} options={codes} onChange={(next) => onChange(next.join(', '))} />
  }
  const one = filter.value === '' ? undefined : filter.value
  if (isOpen) return <OneField type={{ ...field, type: asType(field.type) }} value={one} onChange={(value) => onChange(value === undefined ? '' : String(value))} label={label} />
  return <Select aria-label={label} value={one ?? null} options={codes} onChange={onChange} />
}

function Operand({ filter, field, onChange }: OperandProps) {
  const { t } = useTranslation('tags')
  const form = operandFormOf[filter.op]
  const codes = useCodes(field)
  if (form === 'none') return null
  if (codes.length > 0 && (form === 'one' || form === 'list')) return <CodeOperand filter={filter} field={field} codes={codes} onChange={onChange} />
  return (
    <Input
      aria-label={t('builder.operand')}
      type={field?.type === 'date' ? 'date' : 'text'}
      placeholder={form === 'list' ? t('builder.listHint') : ''}
      value={filter.value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Filters({ form, onChange, fields }: Pick<FieldsProps, 'form' | 'onChange'> & { fields: readonly FactField[] }) {
  const { t } = useTranslation('tags')
  const { t: rule } = useTranslation('rule-editor')
  const say = useSay()
  const set = (at: number, part: Partial<FilterForm>) =>
    onChange({ ...form, filters: form.filters.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <fieldset className="tags-filters">
      <legend>{t('builder.filters')}</legend>
      {form.filters.map((filter, at) => {
        const field = fields.find(({ key }) => key === filter.field)
        return (
          <div key={at} className="tags-filter">
            <Select
              aria-label={t('builder.field')}
              placeholder={t('builder.field')}
              value={filter.field === '' ? null : filter.field}
              onChange={(key: string) => set(at, { field: key, value: '' })}
              options={fields.map(({ key, name }) => ({ value: key, label: say(name) }))}
            />
            <Select<Operator>
              aria-label={t('builder.operator')}
              value={filter.op}
              onChange={(op) => set(at, { op })}
              options={operatorsFor(field).map((op) => ({
                value: op,
                label: rule(`operator.${op}`),
              }))}
            />
            <Operand filter={filter} field={field} onChange={(value) => set(at, { value })} />
            <Button
              type="text"
              onClick={() => onChange({ ...form, filters: form.filters.filter((_, index) => index !== at) })}
            >
              {t('builder.remove')}
            </Button>
          </div>
        )
      })}
      <Button onClick={() => onChange({ ...form, filters: [...form.filters, { field: '', op: '=', value: '' }] })}>
        {t('builder.addFilter')}
      </Button>
    </fieldset>
  )
}

function WindowField({ form, onChange }: Pick<FieldsProps, 'form' | 'onChange'>) {
  const { t } = useTranslation('tags')
  const span = form.last === '' ? 'all' : form.unit
  const choose = (next: 'all' | 'd' | 'm') =>
    onChange(next === 'all' ? { ...form, last: '' } : { ...form, unit: next, last: form.last === '' ? '90' : form.last })
  return (
    <label>
      <span>{t('builder.window')}</span>
      <span className="tags-pair">
        <Select<'all' | 'd' | 'm'>
          value={span}
          onChange={choose}
          options={(['all', 'd', 'm'] as const).map((one) => ({ value: one, label: t(`window.${one}`) }))}
        />
        {span !== 'all' && (
          <Input
            type="number"
            min={1}
            aria-label={t('builder.windowLength')}
            value={form.last}
            onChange={(event) => onChange({ ...form, last: event.target.value === '' ? '1' : event.target.value })}
          />
        )}
      </span>
    </label>
  )
}

const numeric: readonly FactFunction[] = ['sum', 'avg', 'median', 'quantile', 'stddev', 'slope']

/** A figure over dated rows: which table, what of it, since when, which rows. */
export function AggregateFields({ form, vocabulary, onChange }: FieldsProps) {
  const { t } = useTranslation('tags')
  const { t: rule } = useTranslation('rule-editor')
  const say = useSay()
  const locale = useFormatLocale()
  const fields = vocabulary.facts.find(({ table }) => table === form.table)?.fields ?? []
  const measurable = numeric.includes(form.fn)
    ? fields.filter(({ type }) => type === 'int' || type === 'decimal' || type === 'money')
    : fields
  const set = (part: Partial<ValueForm>) => onChange({ ...form, ...part })
  return (
    <div className="tags-fields">
      <label>
        <span>{t('builder.table')}</span>
        <Select
          placeholder={t('builder.choose')}
          value={form.table === '' ? null : form.table}
          onChange={(table: string) => set({ table, field: '', filters: [] })}
          options={vocabulary.facts.map(({ table, name, rows }) => ({
            value: table,
            label: t('builder.rows', { name: say(name), rows: formatNumber(rows, locale) }),
          }))}
        />
      </label>
      <label>
        <span>{t('builder.fn')}</span>
        <Select<FactFunction>
          value={form.fn}
          onChange={(fn) => set({ fn, field: '' })}
          options={aggregateFunctions.map((fn) => ({ value: fn, label: rule(`value.fn.${fn}`) }))}
        />
      </label>
      {form.fn !== 'count' && (
        <label>
          <span>{t('builder.field')}</span>
          <Select
            placeholder={t('builder.choose')}
            value={form.field === '' ? null : form.field}
            onChange={(field: string) => set({ field })}
            options={measurable.map(({ key, name }) => ({ value: key, label: say(name) }))}
          />
        </label>
      )}
      {form.fn === 'quantile' && (
        <label>
          <span>{t('builder.quantile')}</span>
          <Input
            type="number"
            min={0}
            max={1}
            step={0.05}
            value={form.quantile}
            onChange={(event) => set({ quantile: event.target.value })}
          />
        </label>
      )}
      <WindowField form={form} onChange={onChange} />
      {form.table !== '' && <Filters form={form} onChange={onChange} fields={fields} />}
    </div>
  )
}
