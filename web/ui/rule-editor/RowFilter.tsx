import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoolNode, CompareNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../language/use-say.js'
import { OperandControl } from './OperandControl.js'
import { OperatorSelect } from './OperatorSelect.js'
import { startCompare, withLeft } from './operand.js'
import { filterRows, type SpokenFact, toFilter, typeOf } from './spoken.js'
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

/** One condition on the rows of a fact. */
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

/** Conditions on the rows of a fact, all or any of them. */
export function RowFilter({ filter, label, fact, vocabulary, onChange }: FilterProps) {
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
