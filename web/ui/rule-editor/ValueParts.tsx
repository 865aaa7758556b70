import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { AggregateNode, ValueNode, ValueType } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { AggregateControl, AggregateFilter } from './AggregateControl.js'
import { EachControl } from './EachControl.js'
import { IntervalControl } from './IntervalControl.js'
import { MomentControl } from './MomentControl.js'
import { isMore, type MoreProps, MoreValues } from './more-values.js'
import { OneField, type Scalar } from './OneField.js'
import { PopulationControl } from './PopulationControl.js'
import type { SpokenFact } from './spoken.js'
import { isRows, ValueRows } from './ValueRows.js'

interface Props {
  readonly value: ValueNode
  readonly vocabulary: Vocabulary
  readonly types?: readonly ValueType[] | undefined
  readonly fact?: SpokenFact | undefined
  /** Of what stands beside it. */
  readonly ccy?: string | undefined
  /** Whether a list before them names the kind of value. */
  readonly isNamed?: boolean | undefined
  readonly onChange: (value: ValueNode) => void
}

/** A figure of rows: function, window and periods, with its row conditions below. */
function FigureParts({ node, vocabulary, onChange }: { readonly node: AggregateNode } & Pick<Props, 'vocabulary' | 'onChange'>) {
  const ground = { node, vocabulary, onChange }
  return (
    <span className="aggregate-parts">
      <span className="aggregate">
        <AggregateControl isNamed={false} {...ground} />
        <EachControl {...ground} />
      </span>
      <AggregateFilter {...ground} />
    </span>
  )
}

/** The controls of a value besides its name; what the editor cannot change is shown as the document has it. */
export function ValueParts({ value, vocabulary, types, fact, ccy, isNamed, onChange }: Props) {
  const ground = { vocabulary, fact, onChange }
  if (value.kind === 'agg') return <FigureParts node={value} vocabulary={vocabulary} onChange={onChange} />
  if (value.kind === 'interval') return <IntervalControl node={value} vocabulary={vocabulary} onChange={onChange} />
  if (value.kind === 'population') return <PopulationControl node={value} vocabulary={vocabulary} onChange={onChange} />
  if (value.kind === 'age' || value.kind === 'daysBetween' || value.kind === 'datePart') return <MomentControl node={value} isNamed={isNamed} {...ground} />
  if (isRows(value)) return <ValueRows value={value} types={types} {...ground} />
  if (isMore(value)) return <MoreParts value={value} vocabulary={vocabulary} types={types} onChange={onChange} />
  return value.kind === 'literal' && typeof value.value !== 'object' ? <WrittenField node={value} given={value.value} ccy={ccy} onChange={onChange} /> : <Kept value={value} />
}

/** A table of conditions or bands, where a definition is written. */
function MoreParts(props: MoreProps) {
  const draw = useContext(MoreValues)
  return draw === null ? <Kept value={props.value} /> : draw(props)
}

/** A value written into the rule. */
function WrittenField({ node, given, ccy, onChange }: { readonly node: Extract<ValueNode, { kind: 'literal' }>; readonly given: Scalar } & Pick<Props, 'ccy' | 'onChange'>) {
  const { t } = useTranslation('rule-editor')
  // A whole number stays one only while it is whole.
  const typeFor = (next: Scalar | undefined): ValueType => (node.type === 'int' && typeof next === 'number' && !Number.isInteger(next) ? 'decimal' : node.type)
  const type = node.type === 'int' ? 'decimal' : node.type
  return <OneField key={type} type={{ type, ccy }} value={given === '' ? undefined : given} label={t('value.written.label')} onChange={(next) => onChange({ ...node, type: typeFor(next), value: next ?? '' })} />
}

function Kept({ value }: Pick<Props, 'value'>) {
  const { t } = useTranslation('rule-editor')
  return (
    <span className="unknown-node">
      <span className="soft">{t('node.unknown')}</span>
      <pre className="detail-json">{JSON.stringify(value, null, 1)}</pre>
    </span>
  )
}
