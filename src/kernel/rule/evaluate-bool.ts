import { bucketOf } from '#kernel/id'
import { comparison } from './evaluate-compare.js'
import { sequenceHolds } from './evaluate-sequence.js'
import { type Evaluator } from './evaluator.js'
import { isPlainCondition } from './kind.js'
import { type TypedBool, type TypedCompare } from './typed.js'

/** Whether a condition (or, with `positive` false, its opposite) holds. Missing values follow `compileBool`. */
export function evaluateBool(e: Evaluator, node: TypedBool, positive: boolean): boolean {
  if (isPlainCondition(node)) return known(e, node) === positive
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
  }
}

/** Conditions that are never missing. */
function known(e: Evaluator, node: Extract<TypedBool, { kind: 'inSegment' | 'inList' | 'sequence' | 'sample' }>): boolean {
  switch (node.kind) {
    case 'inSegment':
      return e.customer.segments.includes(`${node.segment}@${node.version}${node.daysAgo === null ? '' : `~${node.daysAgo}`}`)
    case 'inList':
      return e.customer.lists.includes(node.list)
    case 'sequence':
      return sequenceHolds(e, node)
    case 'sample':
      return bucketOf(node.salt, e.customer.custId) < node.share
  }
}

function compare(e: Evaluator, node: TypedCompare, positive: boolean): boolean {
  const holds = comparison(e, node)
  return holds === null ? node.missing === true : holds === positive
}
