import { bucketOf } from '#kernel/id'
import { comparison } from './evaluate-compare.js'
import { type Evaluator } from './evaluator.js'
import { type TypedBool, type TypedCompare } from './typed.js'

/** Whether a condition (or, with `positive` false, its opposite) holds. Missing values follow `compileBool`. */
export function evaluateBool(e: Evaluator, node: TypedBool, positive: boolean): boolean {
  switch (node.kind) {
    case 'always':
      return positive
    case 'all':
    case 'any':
      return (node.kind === 'all') === positive
        ? node.of.every((each) => e.bool(e, each, positive))
        : node.of.some((each) => e.bool(e, each, positive))
    case 'not':
      return e.bool(e, node.of, !positive)
    case 'atLeast': {
      const needed = positive ? node.k : node.of.length - node.k + 1
      return node.of.filter((each) => e.bool(e, each, positive)).length >= needed
    }
    case 'compare':
      return compare(e, node, positive)
    case 'inSegment':
      return e.customer.segments.includes(`${node.segment}@${node.version}`) === positive
    case 'inList':
      return e.customer.lists.includes(node.list) === positive
    case 'sample':
      return bucketOf(node.salt, e.customer.custId) < node.share === positive
  }
}

function compare(e: Evaluator, node: TypedCompare, positive: boolean): boolean {
  const holds = comparison(e, node)
  return holds === null ? node.missing === true : holds === positive
}
