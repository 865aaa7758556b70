import { createContext, type ReactNode } from 'react'
import type { ValueNode, ValueType } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'

/** Values only a definition may be: a table of conditions, and bands of a number. */
export type MoreNode = Extract<ValueNode, { kind: 'case' | 'bucket' }>

export interface MoreProps {
  readonly value: MoreNode
  readonly vocabulary: Vocabulary
  readonly types?: readonly ValueType[] | undefined
  readonly onChange: (value: ValueNode) => void
}

/** What draws those values; where there is none, pickers do not offer them. */
export const MoreValues = createContext<((props: MoreProps) => ReactNode) | null>(null)

export const isMore = (value: ValueNode): value is MoreNode => value.kind === 'case' || value.kind === 'bucket'
