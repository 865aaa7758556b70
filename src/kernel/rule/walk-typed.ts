import { isOfValues } from './kind.js'
import { type TypedBool, type TypedCompare, type TypedValue } from './typed.js'

/** A condition and every condition inside it: branches, and those of `case` values in its comparisons. */
export function childConditions(node: TypedBool): TypedBool[] {
  return [node, ...innerConditions(node)]
}

function innerConditions(node: TypedBool): TypedBool[] {
  switch (node.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
      return node.of.flatMap(childConditions)
    case 'not':
      return childConditions(node.of)
    case 'compare':
      return comparedValues(node).flatMap(valueConditions)
    case 'always':
    case 'inSegment':
    case 'inList':
    case 'sample':
    // The steps are about rows, not about customers.
    case 'sequence':
      return []
  }
}

/** The values a comparison needs: left, and right when it is a value. */
export function comparedValues(node: TypedCompare): TypedValue[] {
  return node.right.kind === 'value' ? [node.left, node.right.value] : [node.left]
}

/**
 * The conditions inside a value; those of fact filters are not about customers, those of readings of
 * the population not about this one, and are left out.
 */
export function valueConditions(value: TypedValue): TypedBool[] {
  const branches = value.kind === 'case' ? value.when : value.kind === 'set' ? value.items : []
  const own = branches.flatMap((branch) => childConditions(branch.if))
  return [...own, ...innerValues(value).flatMap(valueConditions)]
}

function innerValues(value: TypedValue): TypedValue[] {
  if (value.kind === 'arith') return [value.left, value.right]
  if (isOfValues(value)) return [...value.of]
  if (value.kind === 'daysBetween') return [value.from, value.to]
  if (value.kind === 'bucket' || value.kind === 'age' || value.kind === 'datePart') return [value.of]
  if (value.kind !== 'case') return []
  return [...value.when.map((branch) => branch.then), ...(value.else === null ? [] : [value.else])]
}
