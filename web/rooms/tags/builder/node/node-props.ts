import type { ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import type { SpokenType } from '../../../../ui/rule-editor/spoken.js'
import type { StartKind } from './node-form.js'

export interface NodeProps<Node extends ValueNode = ValueNode> {
  readonly node: Node
  readonly vocabulary: Vocabulary
  readonly label: string
  /** Kinds it may be of. */
  readonly kinds?: readonly StartKind[] | undefined
  /** Types its tags and attributes may have; all when absent. */
  readonly types?: readonly string[] | undefined
  /** The type of what stands beside it. */
  readonly beside?: SpokenType | null | undefined
  readonly onChange: (node: ValueNode) => void
}
