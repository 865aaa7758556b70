import { type BoolNode, nodesOf, type ValueNode } from '#kernel/rule'
import { isValueWhole } from '../../../../ui/rule-editor/operand.js'
import { valuesOf } from './branches.js'

const isSaid = (rule: BoolNode): boolean => rule.kind !== 'always'

type Of<Kind extends ValueNode['kind']> = Extract<ValueNode, { kind: Kind }>

const isResponseWhole = ({ table, of, cells }: Of<'response'>): boolean => table !== '' && isSaid(of) && cells.length >= 2 && cells.every((cell) => cell.code !== '' && cell.zh !== '' && cell.en !== '' && isSaid(cell.if))

const isBucketWhole = ({ edges, labels }: Of<'bucket'>): boolean => edges.every(Number.isFinite) && labels.every((label) => (typeof label === 'string' ? label !== '' : label.code !== '' && label.zh !== ''))

/** What a kind asks for itself, beside that its values and conditions are whole. */
const WHOLE: { readonly [Kind in ValueNode['kind']]?: (node: Of<Kind>) => boolean } = {
  attr: ({ field }) => field !== '',
  agg: ({ table }) => table !== '',
  interval: ({ table }) => table !== '',
  case: ({ when }) => when.every((branch) => isSaid(branch.if)),
  bucket: isBucketWhole,
  response: isResponseWhole,
}

function isOwnWhole(node: BoolNode | ValueNode): boolean {
  const of = (WHOLE as Readonly<Record<string, ((each: BoolNode | ValueNode) => boolean) | undefined>>)[node.kind]
  return of === undefined || of(node)
}

/** Whether nothing of a definition's value is left to fill in. */
export const isNodeWhole = (value: ValueNode): boolean => isValueWhole(value) && nodesOf({ v: 1, kind: 'value', value }).every(({ node }) => isOwnWhole(node))

/** The codes a value can have, in their order: what a tag has to name. Empty of another type. */
export function codesOf(node: ValueNode): readonly string[] {
  if (node.kind === 'literal') return node.type === 'enum' && node.value !== '' ? [String(node.value)] : []
  if (node.kind === 'coalesce') return unique(node.coalesce.flatMap(codesOf))
  return node.kind === 'case' ? unique(valuesOf(node).flatMap(codesOf)) : []
}

const unique = (codes: readonly string[]): readonly string[] => [...new Set(codes)]
