import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { NodeEditor } from './node/NodeEditor.js'
import { ArithmeticFields, CoalesceFields } from './node/ArithmeticFields.js'
import { CaseFields } from './node/CaseFields.js'
import { CutFields } from './node/CutFields.js'
import { ResponseFields } from './node/ResponseFields.js'
import { type NodeValueKind, startNodeValue } from './node-values.js'

interface Props {
  readonly kind: NodeValueKind
  readonly node: ValueNode | undefined
  readonly vocabulary: Vocabulary
  readonly onChange: (node: ValueNode) => void
}

/** A value written part by part: bands, a table of conditions, arithmetic, the first there is, a day, the best answered cell. */
export function NodeValueFields({ kind, node: written, vocabulary, onChange }: Props) {
  const { t } = useTranslation('tags')
  const node = written ?? startNodeValue(kind, vocabulary)
  const shared = { vocabulary, label: t(`kind.${kind}`), onChange }
  if (node.kind === 'bucket') return <CutFields node={node} {...shared} />
  if (node.kind === 'case') return <CaseFields node={node} {...shared} />
  if (node.kind === 'coalesce') return <CoalesceFields node={node} {...shared} />
  if (node.kind === 'arith') return <ArithmeticFields node={node} {...shared} />
  if (node.kind === 'response') return <ResponseFields node={node} {...shared} />
  return <NodeEditor node={node} kinds={['age', 'daysBetween', 'datePart']} {...shared} />
}
