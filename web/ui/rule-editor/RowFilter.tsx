import { DeleteOutlined, FolderAddOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoolNode, CompareNode, ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { type FilterGroup, type FilterMode, filterRows, fromGroup, groupOf, toFilter } from './filter-form.js'
import { IconButton } from './IconButton.js'
import { OperandControl } from './OperandControl.js'
import { OperatorSelect } from './OperatorSelect.js'
import { startCompare, withLeft } from './operand.js'
import { type SpokenFact, typeOf } from './spoken.js'
import { ValuePicker } from './ValuePicker.js'
import { without } from './without.js'

interface RowProps {
  readonly row: BoolNode
  readonly fact: SpokenFact
  readonly vocabulary: Vocabulary
  readonly onChange: (row: BoolNode) => void
  readonly onRemove: () => void
}

function startRow(fact: SpokenFact, vocabulary: Vocabulary): CompareNode | null {
  const first = fact.fields[0]
  if (first === undefined) return null
  const left = { kind: 'field', field: first.key } as const
  const type = typeOf(left, vocabulary, fact)
  return type && startCompare(left, type)
}

/** The comparison with another left value. */
function relabelled(node: CompareNode, left: ValueNode, vocabulary: Vocabulary, fact: SpokenFact): CompareNode {
  const after = typeOf(left, vocabulary, fact)
  return after === null ? { ...node, left } : withLeft(node, left, typeOf(node.left, vocabulary, fact), after)
}

/** One condition on the rows of a fact, or conditions that belong together. */
function FilterRow({ row, fact, vocabulary, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('rule-editor')
  const group = groupOf(row)
  const remove = <IconButton label={t('node.remove')} icon={<DeleteOutlined />} onClick={onRemove} />
  if (group !== null) {
    return (
      <li className="filter-group">
        <FilterRows group={group} fact={fact} vocabulary={vocabulary} onChange={(next) => (next.rows.length === 0 ? onRemove() : onChange(fromGroup(next)))} />
        {remove}
      </li>
    )
  }
  if (row.kind !== 'compare') {
    return (
      <li className="filter-row">
        <code className="operand-given" title={t('node.unknown')}>{JSON.stringify(row)}</code>
        {remove}
      </li>
    )
  }
  const type = typeOf(row.left, vocabulary, fact)
  return (
    <li className="filter-row">
      <ValuePicker label={t('value.filterField')} value={row.left} vocabulary={vocabulary} fact={fact} onChange={(left) => onChange(relabelled(row, left, vocabulary, fact))} />
      {type && <OperatorSelect node={row} type={type} onChange={onChange} />}
      {type && <OperandControl node={row} type={type} vocabulary={vocabulary} fact={fact} onChange={(value) => onChange(withOperand(row, value))} />}
      {remove}
    </li>
  )
}

/** The comparison with another operand; without one the document holds none. */
export function withOperand(node: CompareNode, value: CompareNode['value']): CompareNode {
  const rest = without(node, 'value')
  return value === undefined ? rest : { ...rest, value }
}

interface RowsProps {
  readonly group: FilterGroup
  readonly label?: string
  readonly fact: SpokenFact
  readonly vocabulary: Vocabulary
  readonly onChange: (group: FilterGroup) => void
}

const modes = ['all', 'any', 'none'] as const

/** The conditions of a group on rows, and what may be added to it. */
function FilterRows({ group, label, fact, vocabulary, onChange }: RowsProps) {
  const { t } = useTranslation('rule-editor')
  const { mode, rows } = group
  const put = (next: readonly BoolNode[]) => onChange({ mode, rows: next })
  const fresh = startRow(fact, vocabulary)
  return (
    <div className={rows.length === 0 ? 'filter-rows is-empty' : 'filter-rows'}>
      {rows.length > 0 && (
        <p className="soft">
          {label}{' '}
          <Select<FilterMode>
            size="small"
            variant="borderless"
            popupMatchSelectWidth={false}
            aria-label={t('value.filterMode')}
            value={mode}
            onChange={(next) => onChange({ mode: next, rows })}
            options={modes.map((value) => ({ value, label: t(`group.${value}`) }))}
          />
        </p>
      )}
      <ul>
        {rows.map((row, at) => (
          <FilterRow key={at} row={row} fact={fact} vocabulary={vocabulary} onChange={(next) => put(rows.with(at, next))} onRemove={() => put(rows.toSpliced(at, 1))} />
        ))}
      </ul>
      {fresh !== null && (
        <>
          <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => put([...rows, fresh])}>
            {t('value.addFilter')}
          </Button>
          {rows.length > 0 && (
            <Button type="link" size="small" icon={<FolderAddOutlined />} onClick={() => put([...rows, fromGroup({ mode: mode === 'any' ? 'all' : 'any', rows: [fresh] })])}>
              {t('group.addGroup')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

interface FilterProps {
  readonly filter: BoolNode | undefined
  readonly label: string
  readonly fact: SpokenFact
  readonly vocabulary: Vocabulary
  readonly onChange: (filter: BoolNode | undefined) => void
}

/** Conditions on the rows of a fact: all, any or none of them, with groups in groups. */
export function RowFilter({ filter, label, fact, vocabulary, onChange }: FilterProps) {
  return <FilterRows group={filterRows(filter)} label={label} fact={fact} vocabulary={vocabulary} onChange={({ mode, rows }) => onChange(toFilter(mode, rows))} />
}
