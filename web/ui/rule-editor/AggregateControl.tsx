import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AggregateNode, BoolNode, Window } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../language/use-say.js'
import { RowFilter } from './RowFilter.js'
import { fieldsOf, functionsOf, withOuter } from './aggregate-form.js'
import { dividing, factOf, withFunction } from './spoken.js'
import { WindowControl } from './WindowControl.js'
import { without } from './without.js'

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

/** The field a figure reads; nothing of a function that reads none. */
export function AggregateField({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const { fields, isNeeded, isTaken } = fieldsOf(node, factOf(vocabulary, node.table))
  if (!isTaken) return null
  return (
    <Select
      allowClear={!isNeeded}
      aria-label={t('value.field')}
      className="value-field"
      value={node.field ?? null}
      placeholder={t('value.rows')}
      onChange={(field: string | null | undefined) => onChange(withField(node, field ?? undefined))}
      options={fields.map(({ key, name }) => ({ value: key, label: say(name) }))}
    />
  )
}

interface FunctionProps extends Props {
  /** Functions offered, beside the one it has; all without it. */
  readonly among?: readonly AggregateNode['fn'][]
}

/** The function of a figure, with what only that function asks. */
export function AggregateFunction({ node, vocabulary, among, onChange }: FunctionProps) {
  const { t } = useTranslation('rule-editor')
  const fact = factOf(vocabulary, node.table)
  const offered = functionsOf(node, fact).filter((fn) => fn === node.fn || among === undefined || among.includes(fn))
  return (
    <>
      <Select<AggregateNode['fn']>
        aria-label={t('value.function')}
        className="value-function"
        popupMatchSelectWidth={false}
        value={node.fn}
        onChange={(fn) => onChange(node.each === undefined ? withFunction(node, fn, fact) : withOuter(node, fn))}
        options={offered.map((fn) => ({ value: fn, label: node.each !== undefined && fn === 'count' ? t(`each.counted.${node.each.per}`) : t(`value.fn.${fn}`) }))}
      />
      <OwnParts node={node} vocabulary={vocabulary} onChange={onChange} />
      {node.fn === 'quantile' && (
        <InputNumber<number> aria-label={t('value.quantile')} className="operand-small" min={0} max={1} step={0.05} value={node.q ?? 0.9} onChange={(q) => onChange({ ...node, q: q ?? 0.9 })} />
      )}
    </>
  )
}

/** What is computed of a customer's rows: function, field and window on one line, after the table's name. */
export function AggregateControl({ node, vocabulary, onChange, isNamed = true }: Props & { readonly isNamed?: boolean }) {
  const say = useSay()
  const fact = factOf(vocabulary, node.table)
  const shared = { node, vocabulary, onChange }
  return (
    <span className="aggregate">
      {isNamed && <strong>{fact ? say(fact.name) : node.table}</strong>}
      <WindowControl window={node.window ?? { kind: 'all' }} vocabulary={vocabulary} onChange={(window: Window) => onChange({ ...node, window })} />
      <AggregateField {...shared} />
      <AggregateFunction {...shared} />
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
      <RowFilter filter={node.filter} label={t('value.filter')} fact={fact} vocabulary={vocabulary} onChange={put} />
      {isPart && <RowFilter filter={node.of} label={t(node.fn === 'kept' ? 'value.takenBy' : 'value.partOf')} fact={fact} vocabulary={vocabulary} onChange={(of) => onChange({ ...node, of: of ?? { kind: 'always' } })} />}
    </>
  )
}
