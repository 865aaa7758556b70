import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoolNode, CompareNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { Percent } from '../figures/Num.js'
import { HelpHint } from '../figures/HelpHint.js'
import { useSay } from '../language/use-say.js'
import { AggregateControl, AggregateFilter } from './AggregateControl.js'
import { OperandControl } from './OperandControl.js'
import { OperatorSelect } from './OperatorSelect.js'
import { withOperand } from './RowFilter.js'
import { SequenceControl } from './SequenceControl.js'
import { PopulationControl } from './PopulationControl.js'
import { fieldOf, mayBeMissing, typeOf } from './spoken.js'
import { without } from './without.js'

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
  if (left.kind === 'age' || left.kind === 'daysBetween' || left.kind === 'datePart') {
    return (
      <strong>
        {t(`value.${left.kind}`)} <code title={JSON.stringify(left)}>{referenceText(left)}</code>
      </strong>
    )
  }
  return <code className="operand-given">{JSON.stringify(left)}</code>
}

/** Names of what a value reads, for a short label. */
function referenceText(value: object): string {
  return [...JSON.stringify(value).matchAll(/"(?:tag|field|part)":"([^"]+)"/g)].map(([, name]) => name).join(' ')
}

function LeftControl({ node, vocabulary, onChange }: PartProps<CompareNode>) {
  const { left } = node
  const put = (next: CompareNode['left']) => onChange({ ...node, left: next })
  if (left.kind === 'agg') return <AggregateControl node={left} vocabulary={vocabulary} onChange={put} />
  if (left.kind === 'population') return <PopulationControl node={left} vocabulary={vocabulary} onChange={put} />
  return <LeftName node={node} vocabulary={vocabulary} />
}

function Comparison({ node, vocabulary, onChange }: PartProps<CompareNode>) {
  const { left } = node
  const type = typeOf(left, vocabulary)
  if (type === null && left.kind !== 'agg' && left.kind !== 'tag' && left.kind !== 'attr') return <Unknown node={node} />
  return (
    <>
      <div className="condition-line">
        <LeftControl node={node} vocabulary={vocabulary} onChange={onChange} />
        {type && <OperatorSelect node={node} type={type} onChange={onChange} />}
        {type && <OperandControl node={node} type={type} onChange={(value) => onChange(withOperand(node, value))} />}
        {mayBeMissing(left, type) && node.op !== 'isSet' && node.op !== 'isMissing' && (
          <MissingSelect node={node} onChange={onChange} />
        )}
      </div>
      {left.kind === 'agg' && (
        <AggregateFilter node={left} vocabulary={vocabulary} onChange={(next) => onChange({ ...node, left: next })} />
      )}
    </>
  )
}

function InSegment({ node, vocabulary, onChange }: PartProps<Extract<BoolNode, { kind: 'inSegment' }>>) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const named = vocabulary.segments.find(({ key }) => key === node.segment)
  const isList = named?.list === true
  const gone = { value: node.segment, label: t('node.unknownName', { name: node.segment }) }
  return (
    <div className="condition-line">
      <span>{t(isList ? 'node.onList' : 'node.inSegment')}</span>
      <Select
        aria-label={t(isList ? 'node.onList' : 'node.inSegment')}
        className="operand-list"
        showSearch={{ optionFilterProp: 'label' }}
        value={node.segment}
        onChange={(segment: string) => onChange({ ...node, segment, version: 'latest' })}
        options={[...vocabulary.segments.filter(({ list }) => (list === true) === isList).map(({ key, name }) => ({ value: key, label: say(name) })), ...(named ? [] : [gone])]}
      />
      <span className="soft">{node.version === 'latest' ? t('node.latest') : `v${node.version}`}</span>
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
  if (node.kind === 'sample') {
    return (
      <div className="condition-line">
        {t('node.sample')} <Percent value={node.share} /> <code>{node.salt}</code>
      </div>
    )
  }
  return <Unknown node={node} />
}
