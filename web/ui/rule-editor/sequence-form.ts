import { type BoolNode, type IntervalNode, type SequenceNode, stepsOf } from '#kernel/rule'
import { without } from './without.js'

const always: BoolNode = { kind: 'always' }

/** A step as the form shows it: its table and the condition on its rows, nothing for any row. */
export interface Step {
  readonly table: string
  readonly filter: BoolNode | undefined
}

export const filterOf = (condition: BoolNode): BoolNode | undefined => (condition.kind === 'always' ? undefined : condition)

export const stepsShown = (node: SequenceNode): readonly Step[] => stepsOf(node).map(({ table, if: condition }) => ({ table, filter: filterOf(condition) }))

/** The sequence with other steps; one of the sequence's own table names none. */
export function withSteps(node: SequenceNode, steps: readonly Step[]): SequenceNode {
  const written = steps.map(({ table, filter = always }) => (table === node.table ? filter : { table, if: filter }))
  return { ...node, steps: written }
}

/** Whether rows must be adjacent; where they need not be the document says nothing. */
export function withStrict(node: SequenceNode, strict: boolean): SequenceNode {
  const rest = without(node, 'strict')
  return strict ? { ...rest, strict } : rest
}

/** From any row of a table to its next one. */
export const startInterval = (table: string): IntervalNode => ({ kind: 'interval', table, from: always, to: always, pick: 'first', window: { kind: 'last', n: 90, unit: 'd' } })
