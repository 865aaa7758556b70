import { createContext, type ReactNode, useContext } from 'react'
import type { NodeProps } from './node-props.js'

const Editor = createContext<(props: NodeProps) => ReactNode>(() => null)

/** Gives the parts of a value what its own parts are drawn with. */
export const Nested = Editor.Provider

/** A value inside another, edited as the outer one is. */
export function NestedNode(props: NodeProps) {
  return useContext(Editor)(props)
}
