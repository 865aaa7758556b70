import { type BoolNode } from './node.js'
import { resolveCompare } from './resolve-compare.js'
import { resolveSequence } from './resolve-sequence.js'
import { allOrNull, mistaken, type Resolver } from './resolver.js'
import { type TypedBool } from './typed.js'

/** Resolves names and types of a condition; null when it holds mistakes, which are noted. */
export function resolveBool(r: Resolver, node: BoolNode, path: string): TypedBool | null {
  switch (node.kind) {
    case 'always':
      return { kind: 'always', path }
    case 'all':
      return branches(r, node.all, 'all', path)
    case 'any':
      return branches(r, node.any, 'any', path)
    case 'not': {
      const of = resolveBool(r, node.not, `${path}.not`)
      return of === null ? null : { kind: 'not', path, of }
    }
    case 'atLeast':
      return resolveAtLeast(r, node, path)
    case 'compare':
      return resolveCompare(r, node, path)
    case 'inSegment':
    case 'inList':
      return resolveMembership(r, node, path)
    case 'sequence':
      return resolveSequence(r, node, path)
    case 'sample':
      return resolveSample(r, node, path)
  }
}

function branches(
  r: Resolver,
  nodes: readonly BoolNode[],
  kind: 'all' | 'any',
  path: string,
): TypedBool | null {
  const of = allOrNull(nodes.map((node, at) => resolveBool(r, node, `${path}.${kind}[${at}]`)))
  return of === null ? null : { kind, path, of }
}

function resolveAtLeast(
  r: Resolver,
  node: Extract<BoolNode, { kind: 'atLeast' }>,
  path: string,
): TypedBool | null {
  const of = allOrNull(node.atLeast.map((each, at) => resolveBool(r, each, `${path}.atLeast[${at}]`)))
  if (node.k > node.atLeast.length) {
    return mistaken(r, 'RULE_AT_LEAST_TOO_MANY', `${path}.k`, { k: node.k, of: node.atLeast.length })
  }
  return of === null ? null : { kind: 'atLeast', path, k: node.k, of }
}

function resolveSample(r: Resolver, node: Extract<BoolNode, { kind: 'sample' }>, path: string): TypedBool | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: node.kind })
  return { kind: 'sample', path, share: node.share, salt: node.salt }
}

type MemberNode = Extract<BoolNode, { kind: 'inSegment' | 'inList' }>

function resolveMembership(r: Resolver, node: MemberNode, path: string): TypedBool | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: node.kind })
  if (node.kind === 'inList') {
    const spec = r.schema.list(node.list)
    if (spec === undefined) return mistaken(r, 'RULE_UNKNOWN_LIST', `${path}.list`, { list: node.list })
    return { kind: 'inList', path, list: node.list, spec }
  }
  const daysAgo = node.daysAgo ?? null
  const spec = r.schema.segment(node.segment, node.version, daysAgo)
  if (spec === undefined) {
    return mistaken(r, 'RULE_UNKNOWN_SEGMENT', `${path}.segment`, {
      segment: node.segment,
      version: node.version,
    })
  }
  // Only to evaluate it: a rule may be defined and said before there is such a snapshot.
  if (spec.isUnrecorded === true && r.params !== null) return mistaken(r, 'RULE_SEGMENT_UNRECORDED', `${path}.daysAgo`, { segment: node.segment, days: daysAgo ?? 0 })
  return { kind: 'inSegment', path, segment: node.segment, version: node.version, daysAgo, spec }
}
