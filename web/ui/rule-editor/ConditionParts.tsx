import { Select, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoolNode, CompareNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { useSay } from '../language/use-say.js'
import { AggregateControl, AggregateFilter } from './AggregateControl.js'
import { EachControl } from './EachControl.js'
import { withNewLeft } from './left-form.js'
import { LeftMenu } from './LeftMenu.js'
import { InSegment, SampleControl } from './Membership.js'
import { isValueWhole } from './operand.js'
import { OperandControl } from './OperandControl.js'
import { OperatorSelect } from './OperatorSelect.js'
import { withOperand } from './RowFilter.js'
import { SequenceControl } from './SequenceControl.js'
import { fieldOf, mayBeMissing, type SpokenType, typeOf } from './spoken.js'
import { isBlank } from './value-form.js'
import { ValuePicker } from './ValuePicker.js'
import { without } from './without.js'

/** Its controls hold this editor again: loaded apart. */
const ValueParts = lazy(async () => {
  const { ValueParts: parts } = await import('./ValueParts.js')
  return { default: parts }
})

interface PartProps<Node extends BoolNode> {
  readonly node: Node
  readonly vocabulary: Vocabulary
  readonly onChange: (node: BoolNode) => void
}

type Policy = 'default' | 'true' | 'exclude'

const policyOf = ({ missing }: CompareNode): Policy => (missing === true ? 'true' : missing === 'exclude' ? 'exclude' : 'default')

function withPolicy(node: CompareNode, policy: Policy): CompareNode {
  const rest = without(node, 'missing')
  if (policy === 'default') return rest
  return { ...rest, missing: policy === 'true' ? true : 'exclude' }
}

/** What the condition gives for customers without the value. */
function MissingSelect({ node, onChange }: Omit<PartProps<CompareNode>, 'vocabulary'>) {
  const { t } = useTranslation('rule-editor')
  return (
    <span className="missing-policy">
      <Select<Policy>
        variant="borderless"
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('missing.label')}
        value={policyOf(node)}
        onChange={(policy) => onChange(withPolicy(node, policy))}
        options={(['default', 'true', 'exclude'] as const).map((value) => ({ value, label: t(`missing.${value}`) }))}
      />
      <HelpHint name={t('missing.label')}>{t('missing.what')}</HelpHint>
    </span>
  )
}

/** The node as the document has it, for what the editor cannot change. */
function Unknown({ node }: { readonly node: BoolNode }) {
  const { t } = useTranslation('rule-editor')
  return (
    <div className="unknown-node">
      <p className="soft">{t('node.unknown')}</p>
      <pre className="detail-json">{JSON.stringify(node, null, 1)}</pre>
    </div>
  )
}

function LeftName({ node, vocabulary }: { node: CompareNode; vocabulary: Vocabulary }) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const { left } = node
  const field = fieldOf(left, vocabulary)
  if (field) return <strong>{say(field.name)}</strong>
  if (left.kind === 'tag') return <strong className="tone-warm">{t('node.unknownName', { name: left.tag })}</strong>
  if (left.kind === 'attr') return <strong className="tone-warm">{t('node.unknownName', { name: left.field })}</strong>
  return <code className="operand-given">{JSON.stringify(left)}</code>
}

/** Left values told by a name. */
const named: ReadonlySet<CompareNode['left']['kind']> = new Set(['agg', 'tag', 'attr'])

/** Kinds of left values that have controls of their own. */
const controlled: ReadonlySet<CompareNode['left']['kind']> = new Set(['population', 'interval', 'age', 'daysBetween', 'datePart', 'arith', 'coalesce', 'entropy'])

function LeftControl({ node, vocabulary, onChange }: PartProps<CompareNode>) {
  const { left } = node
  const put = (next: CompareNode['left']) => onChange(withNewLeft(node, next, vocabulary))
  if (left.kind === 'tag' && isBlank(left)) return <BlankLeft node={node} vocabulary={vocabulary} onChange={onChange} />
  if (left.kind === 'agg') {
    return (
      <>
        <AggregateControl node={left} vocabulary={vocabulary} onChange={put} />
        <EachControl node={left} vocabulary={vocabulary} onChange={put} />
        <AggregateFilter node={left} vocabulary={vocabulary} onChange={put} />
      </>
    )
  }
  if (!controlled.has(left.kind)) return <LeftName node={node} vocabulary={vocabulary} />
  return (
    <Suspense fallback={<Skeleton.Input active size="small" />}>
      <ValueParts value={left} vocabulary={vocabulary} onChange={put} />
    </Suspense>
  )
}

/** A condition whose value is still to be chosen. */
function BlankLeft({ node, vocabulary, onChange }: PartProps<CompareNode>) {
  const { t } = useTranslation('rule-editor')
  return <ValuePicker label={t('value.choose')} value={node.left} vocabulary={vocabulary} onChange={(left) => onChange(withNewLeft(node, left, vocabulary))} />
}

/** Said of values that are all there but do not go together. */
function MixedNote({ left, type }: { readonly left: CompareNode['left']; readonly type: SpokenType | null }) {
  const { t } = useTranslation('rule-editor')
  if (type !== null || !controlled.has(left.kind) || !isValueWhole(left)) return null
  return <span className="node-mistake">{t('node.mixed')}</span>
}

function Comparison({ node, vocabulary, onChange }: PartProps<CompareNode>) {
  const { left } = node
  const type = typeOf(left, vocabulary)
  if (type === null && !named.has(left.kind) && !controlled.has(left.kind)) return <Unknown node={node} />
  return (
      <div className="condition-line">
        <LeftControl node={node} vocabulary={vocabulary} onChange={onChange} />
        <LeftMenu value={left} vocabulary={vocabulary} onChange={(next) => onChange(withNewLeft(node, next, vocabulary))} />
        <MixedNote left={left} type={type} />
        {type && <OperatorSelect node={node} type={type} onChange={onChange} />}
        {type && <OperandControl node={node} type={type} vocabulary={vocabulary} onChange={(value) => onChange(withOperand(node, value))} />}
        {mayBeMissing(left, type) && node.op !== 'isSet' && node.op !== 'isMissing' && (
          <MissingSelect node={node} onChange={onChange} />
        )}
      </div>
  )
}

/** One condition, in the control its kind asks for. */
export function ConditionBody({ node, vocabulary, onChange }: PartProps<BoolNode>) {
  const { t } = useTranslation('rule-editor')
  if (node.kind === 'compare') return <Comparison node={node} vocabulary={vocabulary} onChange={onChange} />
  if (node.kind === 'inSegment') return <InSegment node={node} vocabulary={vocabulary} onChange={onChange} />
  if (node.kind === 'sequence') return <SequenceControl node={node} vocabulary={vocabulary} onChange={onChange} />
  if (node.kind === 'always') return <div className="condition-line">{t('node.always')}</div>
  if (node.kind === 'inList') {
    return (
      <div className="condition-line">
        {t('node.inList')} <strong>{node.list}</strong>
      </div>
    )
  }
  if (node.kind === 'sample') return <SampleControl node={node} onChange={onChange} />
  return <Unknown node={node} />
}
