import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { listAttributes } from '#ingest'
import { bankTable, bankTableNames } from '#ingest/contract'
import type { Lineage, LineageEdge, LineageNode } from '../contract.js'
import { columnPlaces } from '../domain/bank-column-place.js'
import { fieldsOf } from '../domain/field-use.js'
import { partOf, walkGraph, type LineageGraph } from '../domain/lineage-graph.js'
import { nodeId, sourceEdges } from '../domain/source-lineage.js'
import { ruleColumns } from '../domain/rule-columns.js'
import type { QualityRuleBody } from '../domain/rule-body.js'
import type { QualityPorts } from '../ports.js'
import { publishedSources } from './load-feeds.js'

/** Where the console shows a definition, by kind. */
const PATHS: Readonly<Record<string, string>> = {
  source: '/data/sources/', tag: '/customers/tags/', segment: '/customers/segments/', strategy: '/strategy/strategies/', evaluation: '/review/evaluations/', list: '/strategy/lists/',
}

/** Part of the graph around a node. @throws AppError LINEAGE_NODE_UNKNOWN */
export async function readLineage(context: Context, ports: QualityPorts, ask: { node: string; direction: 'up' | 'down' | 'both'; depth: number }): Promise<Lineage> {
  const graph = await loadGraph(context, ports, ask.node)
  const walks = (ask.direction === 'both' ? (['up', 'down'] as const) : [ask.direction]).map((direction) => walkGraph(graph, ask.node, direction, ask.depth))
  const ids = new Set(walks.flatMap(({ reached }) => reached.map(({ id }) => id)))
  return { node: ask.node, ...partOf(graph, ids), truncated: walks.some(({ truncated }) => truncated) }
}

/** What stops working when a node vanishes, nearest first. @throws AppError LINEAGE_NODE_UNKNOWN */
export async function readImpact(context: Context, ports: QualityPorts, node: string): Promise<{ node: string; items: (LineageNode & { distance: number })[]; truncated: boolean }> {
  const graph = await loadGraph(context, ports, node)
  const { reached, truncated } = walkGraph(graph, node, 'down', Infinity)
  const items = reached.slice(1).flatMap(({ id, distance }) => {
    const found = graph.nodes.get(id)
    return found === undefined ? [] : [{ ...found, distance }]
  })
  return { node, items, truncated }
}

interface Building {
  readonly nodes: Map<string, LineageNode>
  readonly edges: LineageEdge[]
}

async function loadGraph(context: Context, ports: QualityPorts, asked: string): Promise<LineageGraph> {
  const graph: Building = { nodes: new Map(), edges: [] }
  await addColumns(context, graph)
  await addSources(context, graph)
  await addDefinitions(context, ports, graph)
  await addLists(ports, graph, asked)
  for (const { from, to } of graph.edges) for (const id of [from, to]) if (!graph.nodes.has(id)) graph.nodes.set(id, unnamed(id))
  return graph.nodes.has(asked) ? graph : fail('LINEAGE_NODE_UNKNOWN', { node: asked })
}

/** A column no bank table has any more, or a definition that was archived: shown by its key. */
function unnamed(id: string): LineageNode {
  const at = id.indexOf('/')
  const [kind, key] = [id.slice(0, at), id.slice(at + 1)]
  return { id, kind, key, name: { zh: key, en: key }, path: null }
}

async function addColumns(context: Context, { nodes }: Building): Promise<void> {
  const attributes = await listAttributes(context.ledger)
  for (const table of bankTableNames) {
    for (const { name, column } of columnPlaces(table, attributes)) {
      const key = `${table}.${name}`
      const named = { zh: `${bankTable(table).zh}.${column.zh}`, en: `${bankTable(table).en}.${column.en}` }
      nodes.set(nodeId.column(table, name), { id: nodeId.column(table, name), kind: 'column', key, name: named, path: `/data/dictionary/${table}/${name}` })
    }
  }
}

async function addSources(context: Context, { nodes, edges }: Building): Promise<void> {
  for (const { key, body } of await publishedSources(context, false)) {
    const own = sourceEdges(key, body)
    edges.push(...own)
    const prefix = nodeId.sourceColumn(key, '')
    const columns = own.flatMap(({ from, to }) => [from, to]).filter((id) => id.startsWith(prefix))
    for (const id of columns) nodes.set(id, sourceColumnNode(id, id.slice(prefix.length), key))
  }
}

function sourceColumnNode(id: string, column: string, source: string): LineageNode {
  return { id, kind: 'source-column', key: column, name: { zh: column, en: column }, path: `${PATHS['source'] ?? ''}${source}` }
}

async function addDefinitions(context: Context, ports: QualityPorts, { nodes, edges }: Building): Promise<void> {
  const kinds = context.definitions.kinds().map(({ kind }) => kind)
  for (const kind of kinds) {
    for (const { key, name, body } of await context.definitions.list(kind)) {
      const id = nodeId.definition(kind, key)
      const path = PATHS[kind]
      nodes.set(id, { id, kind, key, name: { zh: name.zh, en: name.en ?? key }, path: path === undefined ? null : `${path}${key}` })
      for (const { table, column } of usedColumns(ports, kind, body)) edges.push({ from: nodeId.column(table, column), to: id })
    }
  }
  for (const { from, to } of await context.definitions.edges()) {
    edges.push({ from: nodeId.definition(to.kind, to.key), to: nodeId.definition(from.kind, from.key) })
  }
}

function usedColumns(ports: QualityPorts, kind: string, body: unknown) {
  if (kind === 'source') return []
  if (kind === 'quality-rule') return ruleColumns(body as QualityRuleBody)
  return [...fieldsOf(body), ...ports.columnsOf(kind, body)]
}

/** Lists of every strategy that is in the graph; a list that is asked for by itself brings its strategy. */
async function addLists(ports: QualityPorts, { nodes, edges }: Building, asked: string): Promise<void> {
  const strategies = [...nodes.values()].filter(({ kind }) => kind === 'strategy').map(({ key }) => key)
  const wanted = asked.startsWith('list/') ? await ports.strategyOf(asked.slice(5)) : null
  for (const key of new Set([...strategies, ...(wanted === null ? [] : [wanted])])) {
    for (const { id, asOf, size } of await ports.listsOf(key)) {
      const list = nodeId.list(id)
      nodes.set(list, { id: list, kind: 'list', key: id, name: { zh: `名单 ${id}（${asOf}，${size} 人）`, en: `List ${id} (${asOf}, ${size} customers)` }, path: `${PATHS['list'] ?? ''}${id}` })
      edges.push({ from: nodeId.definition('strategy', key), to: list })
    }
  }
}
