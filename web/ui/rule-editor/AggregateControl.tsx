import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AggregateNode, BoolNode, CompareNode, Window } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../language/use-say.js'
import { OperandControl } from './OperandControl.js'
import { OperatorSelect } from './OperatorSelect.js'
import { startCompare, withLeft } from './operand.js'
import { aggregable, dividing, factOf, filterRows, functionsFor, needsField, type SpokenFact, takesField, toFilter, typeOf, withFunction } from './spoken.js'
import { WindowControl } from './WindowControl.js'
import { without } from './without.js'

interface RowProps {
  readonly row: BoolNode
  readonly fact: SpokenFact
  readonly vocabulary: Vocabulary
  readonly onChange: (row: BoolNode) => void
  readonly onRemove: () => void
}

function startRow(key: string, fact: SpokenFact, vocabulary: Vocabulary): CompareNode | null {
  const left = { kind: 'field', field: key } as const
  const type = typeOf(left, vocabulary, fact)
  return type && startCompare(left, type)
}

/** One condition on the rows an aggregate reads. */
function FilterRow({ row, fact, vocabulary, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  if (row.kind !== 'compare' || row.left.kind !== 'field') return null
  const type = typeOf(row.left, vocabulary, fact)
  return (
    <li className="filter-row">
      <Select
        aria-label={t('value.filterField')}
        className="value-field"
        showSearch={{ optionFilterProp: 'label' }}
        value={row.left.field}
        onChange={(field: string) => {
          const left = { kind: 'field', field } as const
          const next = typeOf(left, vocabulary, fact)
          if (next) onChange(withLeft(row, left, type, next))
        }}
        options={fact.fields.map(({ key, name }) => ({ value: key, label: say(name) }))}
      />
      {type && <OperatorSelect node={row} type={type} onChange={onChange} />}
      {type && <OperandControl node={row} type={type} onChange={(value) => onChange(withOperand(row, value))} />}
      <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('node.remove')} onClick={onRemove} />
    </li>
  )
}

/** The comparison with another operand; without one the document holds none. */
export function withOperand(node: CompareNode, value: CompareNode['value']): CompareNode {
  const rest = without(node, 'value')
  return value === undefined ? rest : { ...rest, value }
}

interface FilterProps {
  readonly filter: BoolNode | undefined
  readonly label: string
  readonly fact: SpokenFact
  readonly vocabulary: Vocabulary
  readonly onChange: (filter: BoolNode | undefined) => void
}

function FilterControl({ filter, label, fact, vocabulary, onChange }: FilterProps) {
  const { t } = useTranslation('rule-editor')
  const read = filterRows(filter)
  if (read === null) return <pre className="detail-json">{JSON.stringify(filter, null, 1)}</pre>
  const { mode, rows } = read
  const first = fact.fields[0]?.key
  const add = () => {
    const row = first === undefined ? null : startRow(first, fact, vocabulary)
    if (row) onChange(toFilter(mode, [...rows, row]))
  }
  return (
    <div className="filter-rows">
      {rows.length > 0 && (
        <p className="soft">
          {label}{' '}
          {rows.length > 1 && (
            <Select<'all' | 'any'>
              size="small"
              aria-label={t('value.filterMode')}
              value={mode}
              onChange={(next) => onChange(toFilter(next, rows))}
              options={(['all', 'any'] as const).map((value) => ({ value, label: t(`group.${value}`) }))}
            />
          )}
        </p>
      )}
      <ul>
        {rows.map((row, at) => (
          <FilterRow
            key={at}
            row={row}
            fact={fact}
            vocabulary={vocabulary}
            onChange={(next) => onChange(toFilter(mode, rows.with(at, next)))}
            onRemove={() => onChange(toFilter(mode, rows.toSpliced(at, 1)))}
          />
        ))}
      </ul>
      <Button type="link" size="small" icon={<PlusOutlined />} onClick={add}>
        {t('value.addFilter')}
      </Button>
    </div>
  )
}

function withField(node: AggregateNode, field: string | undefined): AggregateNode {
  const rest = without(node, 'field')
  return field === undefined ? rest : { ...rest, field }
}

/** What only one function asks: a half-life, what the rows are divided by, a span. */
function OwnParts({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const number = (label: string, value: number | undefined, set: (value: number | null) => void, limits: { min: number; max?: number; step?: number }) => (
    <InputNumber<number> aria-label={label} title={label} className="operand-small" {...limits} value={value ?? null} onChange={set} />
  )
  if (node.fn === 'decay') return number(t('value.halfLife'), node.halfLife, (days) => onChange({ ...node, halfLife: days ?? 30 }), { min: 1 })
  if (node.fn === 'kept') {
    return number(t('value.withinDays'), node.within?.n, (n) => onChange({ ...node, within: { n: n ?? 1, unit: node.within?.unit ?? 'd' } }), { min: 1 })
  }
  if (node.fn !== 'argmax' && node.fn !== 'topShare') return null
  return (
    <>
      <Select
        aria-label={t('value.by')}
        title={t('value.by')}
        className="value-field"
        value={node.by ?? null}
        onChange={(by: string | null) => by !== null && onChange({ ...node, by })}
        options={dividing(factOf(vocabulary, node.table)).map(({ key, name }) => ({ value: key, label: say(name) }))}
      />
      {node.fn === 'argmax' &&
        number(t('value.minShare'), node.minShare, (minShare) => onChange(minShare === null || minShare === 0 ? without(node, 'minShare') : { ...node, minShare }), { min: 0, max: 1, step: 0.05 })}
    </>
  )
}

interface Props {
  readonly node: AggregateNode
  readonly vocabulary: Vocabulary
  readonly onChange: (node: AggregateNode) => void
}

/** What is computed of a customer's rows: function, field and window on one line. */
export function AggregateControl({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const fact = factOf(vocabulary, node.table)
  const fields = aggregable(node.fn, fact)
  return (
    <span className="aggregate">
      <strong>{fact ? say(fact.name) : node.table}</strong>
      <WindowControl window={node.window ?? { kind: 'all' }} vocabulary={vocabulary} onChange={(window: Window) => onChange({ ...node, window })} />
      {takesField(node.fn) && (
        <Select
          allowClear={!needsField(node.fn)}
          aria-label={t('value.field')}
          className="value-field"
          value={node.field ?? null}
          placeholder={t('value.rows')}
          onChange={(field: string | null | undefined) => onChange(withField(node, field ?? undefined))}
          options={fields.map(({ key, name }) => ({ value: key, label: say(name) }))}
        />
      )}
      <Select<AggregateNode['fn']>
        aria-label={t('value.function')}
        className="value-function"
        value={node.fn}
        onChange={(fn) => onChange(withFunction(node, fn, fact))}
        options={functionsFor(fact).map((fn) => ({ value: fn, label: t(`value.fn.${fn}`) }))}
      />
      <OwnParts node={node} vocabulary={vocabulary} onChange={onChange} />
      {node.fn === 'quantile' && (
        <InputNumber<number> aria-label={t('value.quantile')} className="operand-small" min={0} max={1} step={0.05} value={node.q ?? 0.9} onChange={(q) => onChange({ ...node, q: q ?? 0.9 })} />
      )}
    </span>
  )
}

/** The row filter of an aggregate, under its condition. */
export function AggregateFilter({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const fact = factOf(vocabulary, node.table)
  if (fact === undefined) return null
  const put = (filter: BoolNode | undefined) => {
    const rest = without(node, 'filter')
    onChange(filter === undefined ? rest : { ...rest, filter })
  }
  const isPart = node.fn === 'share' || node.fn === 'kept'
  return (
    <>
      <FilterControl filter={node.filter} label={t('value.filter')} fact={fact} vocabulary={vocabulary} onChange={put} />
      {isPart && <FilterControl filter={node.of} label={t(node.fn === 'kept' ? 'value.takenBy' : 'value.partOf')} fact={fact} vocabulary={vocabulary} onChange={(of) => onChange({ ...node, of: of ?? { kind: 'always' } })} />}
    </>
  )
}
