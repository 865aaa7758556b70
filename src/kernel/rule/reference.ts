import { stepsOf, type BoolNode, type RuleDocument, type ValueDocument, type ValueNode } from './node.js'
import { nodesOf } from './walk.js'

/** What a rule depends on; every list is sorted and without repeats. */
export interface RuleReferences {
  readonly tags: readonly string[]
  readonly attrs: readonly { readonly table: string; readonly field: string }[]
  readonly facts: readonly string[]
  /** `daysAgo` of members of so many days before; absent for those of the business date. */
  readonly segments: readonly { readonly segment: string; readonly version: number | 'latest'; readonly daysAgo?: number }[]
  readonly lists: readonly string[]
  readonly params: readonly string[]
}

/** The key of a tag a rule names: of `key.CODE`, a share of it, the part before the point. */
export function tagKeyOf(code: string): string {
  const [key = code] = code.split('.')
  return key
}

/** The names a rule or value uses. */
export function referencesOf(document: RuleDocument | ValueDocument): RuleReferences {
  const nodes = nodesOf(document).map((located) => located.node)
  return {
    tags: unique(nodes.flatMap((node) => (node.kind === 'tag' ? [tagKeyOf(node.tag)] : []))),
    attrs: uniqueBy(
      nodes.flatMap((node) => (node.kind === 'attr' ? [{ table: node.table, field: node.field }] : [])),
      (attr) => `${attr.table}.${attr.field}`,
    ),
    facts: unique(nodes.flatMap(tablesOf)),
    segments: uniqueBy(
      nodes.flatMap((node) =>
        node.kind === 'inSegment' ? [{ segment: node.segment, version: node.version, ...(node.daysAgo === undefined ? {} : { daysAgo: node.daysAgo }) }] : [],
      ),
      (each) => `${each.segment}@${each.version}~${each.daysAgo ?? ''}`,
    ),
    lists: unique(nodes.flatMap((node) => (node.kind === 'inList' ? [node.list] : []))),
    params: unique(nodes.flatMap((node) => (node.kind === 'param' ? [node.name] : []))),
  }
}

/** The fact tables a node reads the rows of. */
function tablesOf(node: BoolNode | ValueNode): string[] {
  if (node.kind === 'sequence') return [...new Set(stepsOf(node).map(({ table }) => table))]
  return node.kind === 'agg' || node.kind === 'interval' || node.kind === 'response' ? [node.table] : []
}

/** Where in a document the fields of rows are of which table. */
function groundsOf(node: BoolNode | ValueNode, path: string): { readonly table: string; readonly path: string }[] {
  if (node.kind === 'sequence') return stepsOf(node).map(({ table }, at) => ({ table, path: `${path}.steps[${at}]` }))
  return tablesOf(node).map((table) => ({ table, path: `${path}.` }))
}

/** The names several rules and values use, each once, in the order of the documents. */
export function referencesOfAll(documents: readonly (RuleDocument | ValueDocument)[]): RuleReferences {
  const each = documents.map(referencesOf)
  const once = <Item>(items: readonly Item[]): Item[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
  return {
    tags: once(each.flatMap(({ tags }) => tags)),
    attrs: once(each.flatMap(({ attrs }) => attrs)),
    facts: once(each.flatMap(({ facts }) => facts)),
    segments: once(each.flatMap(({ segments }) => segments)),
    lists: once(each.flatMap(({ lists }) => lists)),
    params: once(each.flatMap(({ params }) => params)),
  }
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  const byKey = new Map(items.map((item) => [key(item), item]))
  return [...byKey.keys()].sort().flatMap((name) => byKey.get(name) ?? [])
}

/** A column of the bank a document reads; `field` null where rows are only counted. */
export interface FieldReading {
  readonly table: string
  readonly field: string | null
}

/** Columns a document reads itself: attributes, and of facts what is aggregated, grouped and asked of their rows. */
export function fieldsReadBy(document: RuleDocument | ValueDocument): readonly FieldReading[] {
  return [...new Map(readFields(document).map(ofOwnTable).map((each) => [`${each.table}.${each.field ?? ''}`, each])).values()]
}

function readFields(document: RuleDocument | ValueDocument): FieldReading[] {
  const nodes = nodesOf(document)
  const facts = nodes.flatMap(({ node, path }) => groundsOf(node, path))
  const around = (path: string) => facts.findLast((fact) => path.startsWith(fact.path))?.table
  return nodes.flatMap(({ node, path }): FieldReading[] => {
    // What is told of a column, as `child_birth_years.youngest`, is read from the column.
    if (node.kind === 'attr') return [{ table: node.table, field: tagKeyOf(node.field) }]
    if (node.kind === 'sequence' || node.kind === 'interval' || node.kind === 'response') return tablesOf(node).map((each) => ({ table: each, field: null }))
    if (node.kind === 'agg') return [{ table: node.table, field: node.field ?? null }, ...(node.by === undefined ? [] : [{ table: node.table, field: node.by }])]
    const table = around(path)
    return node.kind === 'field' && table !== undefined ? [{ table, field: node.field }] : []
  })
}

/** A code that rows of a table are asked for. */
export interface CodeReading extends FieldReading {
  readonly field: string
  readonly code: string
}

/** Codes a document asks the rows of facts for by name, as `name = buy_ok` of events; not what it leaves out. */
export function codesReadBy(document: RuleDocument | ValueDocument): readonly CodeReading[] {
  const nodes = nodesOf(document)
  const facts = nodes.flatMap(({ node, path }) => groundsOf(node, path))
  return nodes.flatMap(({ node, path }): CodeReading[] => {
    const table = facts.findLast((fact) => path.startsWith(fact.path))?.table
    if (table === undefined || node.kind !== 'compare' || node.left.kind !== 'field' || (node.op !== '=' && node.op !== 'in')) return []
    const { field } = node.left
    return [node.value].flat().flatMap((code) => (typeof code === 'string' ? [{ table, field, code }] : []))
  })
}

/** Columns that hold values by name: `props.amount` is a part of the column `props`. */
const OF_PARTS: readonly string[] = ['props']

/** Names of the properties a document reads of a table's rows: `amount` of `props.amount`. */
export function propertiesReadBy(document: RuleDocument | ValueDocument, table: string): readonly string[] {
  const names = readFields(document).flatMap((read) => OF_PARTS.flatMap((column) => (read.table === table && read.field?.startsWith(`${column}.`) === true ? [read.field.slice(column.length + 1)] : [])))
  return [...new Set(names)]
}

/** `product.category` of a fact is a column of the product the row names. */
function ofOwnTable(read: FieldReading): FieldReading {
  const [table, field] = read.field?.split('.') ?? []
  if (table !== undefined && OF_PARTS.includes(table)) return { ...read, field: table }
  return table === undefined || field === undefined ? read : { table, field }
}
