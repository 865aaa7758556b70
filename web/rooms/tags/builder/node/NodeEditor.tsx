import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { PopulationControl } from '../../../../ui/rule-editor/PopulationControl.js'
import { FigureEditor } from '../FigureEditor.js'
import { ArithmeticFields, CoalesceFields } from './ArithmeticFields.js'
import { CaseFields } from './CaseFields.js'
import { CutFields } from './CutFields.js'
import { AttributeField, LiteralField, TagField } from './LeafFields.js'
import { MomentFields } from './MomentFields.js'
import { Nested } from './NestedNode.js'
import { nodeKinds, type StartKind, startNode } from './node-form.js'
import type { NodeProps } from './node-props.js'

/** The parts of a value that is read: a written one, a tag, an attribute, a figure. */
function ReadParts({ node, vocabulary, types, beside, onChange }: NodeProps) {
  if (node.kind === 'literal') return <LiteralField node={node} beside={beside} onChange={onChange} />
  if (node.kind === 'tag') return <TagField node={node} vocabulary={vocabulary} types={types} onChange={onChange} />
  if (node.kind === 'attr') return <AttributeField node={node} vocabulary={vocabulary} types={types} onChange={onChange} />
  if (node.kind === 'agg') return <FigureEditor figure={node} vocabulary={vocabulary} onChange={onChange} />
  return null
}

/** The parts of a value made of others; a kind the form does not know is kept and shown as it is written. */
function Parts(props: NodeProps) {
  const { node, vocabulary, label, onChange } = props
  const shared = { vocabulary, label, onChange }
  if (['literal', 'tag', 'attr', 'agg', 'asOf'].includes(node.kind)) return <ReadParts {...props} />
  if (node.kind === 'age' || node.kind === 'daysBetween' || node.kind === 'datePart') return <MomentFields node={node} {...shared} />
  if (node.kind === 'arith') return <ArithmeticFields node={node} {...shared} />
  if (node.kind === 'coalesce') return <CoalesceFields node={node} {...shared} />
  if (node.kind === 'case') return <CaseFields node={node} {...shared} />
  if (node.kind === 'bucket') return <CutFields node={node} {...shared} />
  if (node.kind === 'population') return <PopulationControl node={node} vocabulary={vocabulary} onChange={onChange} />
  return <pre className="detail-json">{JSON.stringify(node, null, 1)}</pre>
}

const isListed = (kind: string, kinds: readonly string[]): boolean => kinds.includes(kind)

const draw = (props: NodeProps) => <NodeEditor {...props} />

/** One value of any kind: what it is, and its parts. */
export function NodeEditor(props: NodeProps) {
  const { node, vocabulary, label, kinds = nodeKinds, onChange } = props
  const { t } = useTranslation('tags')
  const shown = isListed(node.kind, kinds) ? kinds : [...kinds, node.kind]
  const isNested = ['agg', 'arith', 'coalesce', 'case', 'bucket', 'age', 'daysBetween', 'datePart'].includes(node.kind)
  return (
    <div className={isNested ? 'tags-node is-nested' : 'tags-node'} role="group" aria-label={label}>
      <Select<string>
        className="tags-node-kind"
        aria-label={`${label} · ${t('node.kind')}`}
        popupMatchSelectWidth={false}
        value={node.kind}
        onChange={(kind) => {
          if (kind !== node.kind) onChange(startNode(kind as StartKind, vocabulary))
        }}
        options={shown.map((kind) => ({ value: kind, label: t(`node.kinds.${kind as 'tag'}`, { defaultValue: kind }) }))}
      />
      <Nested value={draw}>
        <Parts {...props} />
      </Nested>
    </div>
  )
}
