import { type ValueNode, valueTypes } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { type MoreProps, MoreValues } from '../../../../ui/rule-editor/more-values.js'
import { ValuePicker } from '../../../../ui/rule-editor/ValuePicker.js'
import { CaseFields } from './CaseFields.js'
import { CutFields } from './CutFields.js'

/** Draws what a definition may hold beside the values of rules. */
export const drawMore = ({ value, vocabulary, onChange }: MoreProps) =>
  value.kind === 'case' ? <CaseFields node={value} vocabulary={vocabulary} onChange={onChange} /> : <CutFields node={value} vocabulary={vocabulary} onChange={onChange} />

interface Props {
  readonly node: ValueNode
  readonly label: string
  readonly vocabulary: Vocabulary
  readonly onChange: (node: ValueNode) => void
}

/** One value of any kind: with the controls of rules, and tables of conditions and bands besides. */
export function NodeEditor({ node, label, vocabulary, onChange }: Props) {
  return (
    <div className="tags-node" role="group" aria-label={label}>
      <MoreValues value={drawMore}>
        <ValuePicker label={label} value={node} vocabulary={vocabulary} types={valueTypes} onChange={onChange} />
      </MoreValues>
    </div>
  )
}
