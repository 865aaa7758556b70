import { type RuleDocument, type ValueDocument } from './node.js'
import { nodesOf } from './walk.js'

/** What a rule depends on; every list is sorted and without repeats. */
export interface RuleReferences {
  readonly tags: readonly string[]
  readonly attrs: readonly { readonly table: string; readonly field: string }[]
  readonly facts: readonly string[]
  readonly segments: readonly { readonly segment: string; readonly version: number | 'latest' }[]
  readonly lists: readonly string[]
  readonly params: readonly string[]
}

/** The names a rule or value uses. */
export function referencesOf(document: RuleDocument | ValueDocument): RuleReferences {
  const nodes = nodesOf(document).map((located) => located.node)
  return {
    tags: unique(nodes.flatMap((node) => (node.kind === 'tag' ? [node.tag] : []))),
    attrs: uniqueBy(
      nodes.flatMap((node) => (node.kind === 'attr' ? [{ table: node.table, field: node.field }] : [])),
      (attr) => `${attr.table}.${attr.field}`,
    ),
    facts: unique(nodes.flatMap((node) => (node.kind === 'agg' ? [node.table] : []))),
    segments: uniqueBy(
      nodes.flatMap((node) =>
        node.kind === 'inSegment' ? [{ segment: node.segment, version: node.version }] : [],
      ),
      (each) => `${each.segment}@${each.version}`,
    ),
    lists: unique(nodes.flatMap((node) => (node.kind === 'inList' ? [node.list] : []))),
    params: unique(nodes.flatMap((node) => (node.kind === 'param' ? [node.name] : []))),
  }
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  const byKey = new Map(items.map((item) => [key(item), item]))
  return [...byKey.keys()].sort().flatMap((name) => byKey.get(name) ?? [])
}
