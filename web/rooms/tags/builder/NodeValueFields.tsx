import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { MomentControl, type MomentNode } from '../../../ui/rule-editor/MomentControl.js'
import { MoreValues } from '../../../ui/rule-editor/more-values.js'
import { everyType, startOf } from '../../../ui/rule-editor/value-choice.js'
import { isRows, ValueRows } from '../../../ui/rule-editor/ValueRows.js'
import { IntervalFields } from './IntervalFields.js'
import { CaseFields } from './node/CaseFields.js'
import { CutFields } from './node/CutFields.js'
import { drawMore } from './node/NodeEditor.js'
import { ResponseFields } from './node/ResponseFields.js'
import { type NodeValueKind, startNodeValue } from './node-values.js'

interface FieldsProps<Node extends ValueNode> {
  readonly node: Node
  readonly vocabulary: Vocabulary
  readonly onChange: (node: ValueNode) => void
}

/** Years of age, days between two dates, or a part of one. */
function MomentFields({ node, vocabulary, onChange }: FieldsProps<MomentNode>) {
  const { t } = useTranslation('rule-editor')
  const { t: tag } = useTranslation('tags')
  return (
    <span className="tags-node-parts">
      <Select<MomentNode['kind']>
        aria-label={tag('kind.moment')}
        className="tags-node-kind"
        popupMatchSelectWidth={false}
        value={node.kind}
        onChange={(kind) => onChange(startOf(`kind:${kind}`, { vocabulary, types: everyType }))}
        options={(['age', 'daysBetween', 'datePart'] as const).map((kind) => ({ value: kind, label: t(`value.make.${kind}`) }))}
      />
      <MomentControl isNamed node={node} vocabulary={vocabulary} onChange={onChange} />
    </span>
  )
}

function Fields({ node, ...shared }: FieldsProps<ValueNode>) {
  if (node.kind === 'bucket') return <CutFields node={node} {...shared} />
  if (node.kind === 'case') return <CaseFields node={node} {...shared} />
  if (isRows(node)) return <ValueRows value={node} types={everyType} {...shared} />
  if (node.kind === 'response') return <ResponseFields node={node} {...shared} />
  if (node.kind === 'interval') return <IntervalFields node={node} {...shared} />
  return node.kind === 'age' || node.kind === 'daysBetween' || node.kind === 'datePart' ? <MomentFields node={node} {...shared} /> : null
}

interface Props {
  readonly kind: NodeValueKind
  readonly node: ValueNode | undefined
  readonly vocabulary: Vocabulary
  readonly onChange: (node: ValueNode) => void
}

/** A value written part by part with the controls of rules; within it also tables of conditions and bands. */
export function NodeValueFields({ kind, node, vocabulary, onChange }: Props) {
  return (
    <div className="tags-node-value">
      <MoreValues value={drawMore}>
        <Fields node={node ?? startNodeValue(kind, vocabulary)} vocabulary={vocabulary} onChange={onChange} />
      </MoreValues>
    </div>
  )
}
