import type { Source } from '#ingest/contract'
import type { LineageEdge } from '../contract.js'

type Spec = Source['targets'][number]['columns'][string]

/** Ids of nodes. A source's column is the file's own; a bank column may be the bank's own customer attribute. */
export const nodeId = {
  sourceColumn: (source: string, column: string) => `source-column/${source}/${column}`,
  column: (table: string, column: string) => `column/${table}.${column}`,
  definition: (kind: string, key: string) => `${kind}/${key}`,
  list: (id: string) => `list/${id}`,
}

/** Edges of one source: the source to its file's columns, those to bank columns, and bank columns that lookups read. */
export function sourceEdges(key: string, source: Source): LineageEdge[] {
  const edges = new Map<string, LineageEdge>()
  const add = (from: string, to: string) => edges.set(`${from}>${to}`, { from, to })
  for (const target of source.targets) {
    const filters = Object.keys(target.where ?? {})
    const columns: [string, Spec][] = [...Object.entries(target.columns), ...Object.entries(target.attributes ?? {}).map(([name, { column }]) => [name, column] as [string, Spec])]
    for (const [name, spec] of columns) {
      const to = nodeId.column(target.table, name)
      const from = fileColumn(spec)
      if (from === null) add(nodeId.definition('source', key), to)
      for (const column of [...(from === null ? [] : [from]), ...filters]) {
        add(nodeId.definition('source', key), nodeId.sourceColumn(key, column))
        add(nodeId.sourceColumn(key, column), to)
      }
      for (const read of lookedUp(spec)) add(read, to)
    }
  }
  return [...edges.values()]
}

function fileColumn(spec: Spec): string | null {
  if (typeof spec === 'string') return spec
  return 'from' in spec ? spec.from : null
}

function lookedUp(spec: Spec): string[] {
  if (typeof spec !== 'object' || !('lookup' in spec)) return []
  const { table, by, value } = spec.lookup
  return [nodeId.column(table, by), nodeId.column(table, value)]
}
