import { fieldsReadBy, nodesOf, tagKeyOf, type RuleDocument, type ValueDocument } from '#kernel/rule'
import { bankTable, type BankTableName } from '#ingest/contract'

/** A value a document reads: an attribute of the customer, or a field of a fact. */
export interface FieldRead {
  readonly table: string
  readonly field: string
}

/** What of the things a document names must be looked into: definitions it is made of. */
export interface DocumentReads {
  readonly fields: readonly FieldRead[]
  readonly tags: readonly string[]
  readonly segments: readonly { readonly key: string; readonly version: number | 'latest' }[]
  readonly lists: readonly string[]
}

/** Fields a document reads itself, filters of facts included. */
export function readsOf(document: RuleDocument | ValueDocument): DocumentReads {
  const nodes = nodesOf(document)
  return {
    fields: fieldsReadBy(document).flatMap(({ table, field }) => (field === null ? [] : [{ table, field }])),
    tags: nodes.flatMap(({ node }) => (node.kind === 'tag' ? [tagKeyOf(node.tag)] : [])),
    segments: nodes.flatMap(({ node }) => (node.kind === 'inSegment' ? [{ key: node.segment, version: node.version }] : [])),
    lists: nodes.flatMap(({ node }) => (node.kind === 'inList' ? [node.list] : [])),
  }
}

/** Why a field read from a load later than the date tells of the future; null when it does not. */
export function leakOf(read: FieldRead, late: ReadonlySet<string>): { zh: string; en: string } | null {
  if (!late.has(read.table)) return null
  const column = bankTable(read.table as BankTableName).columns[read.field]
  if (read.table !== 'customer') return column?.settles === true ? { zh: '行发生之后才写入或会改变', en: 'written or changed after the row' } : null
  return column?.fixed === true ? null : { zh: '属性会变，当时没有加载任何版本', en: 'an attribute that changes, and no version was loaded by then' }
}
