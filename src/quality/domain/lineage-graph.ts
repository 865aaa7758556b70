import type { LineageEdge, LineageNode } from '../contract.js'

/** Nodes by id and edges in the direction data flow. */
export interface LineageGraph {
  readonly nodes: ReadonlyMap<string, LineageNode>
  readonly edges: readonly LineageEdge[]
}

export interface Walked {
  /** Nodes with their distance from the start, nearest first; the start is the first, at 0. */
  readonly reached: readonly { readonly id: string; readonly distance: number }[]
  /** There was more than fits. */
  readonly truncated: boolean
}

/** Most nodes one answer holds. */
export const MOST_NODES = 2000

/** Everything a node is made from (`up`) or that is made from it (`down`), up to a depth; breadth first. */
export function walkGraph(graph: LineageGraph, start: string, direction: 'up' | 'down', depth: number): Walked {
  const next = new Map<string, string[]>()
  for (const { from, to } of graph.edges) {
    const [near, far] = direction === 'down' ? [from, to] : [to, from]
    next.set(near, [...(next.get(near) ?? []), far])
  }
  const distance = new Map([[start, 0]])
  const open = [start]
  for (let at = 0; at < open.length; at++) {
    const id = open[at] ?? start
    const reached = distance.get(id) ?? 0
    if (reached >= depth) continue
    for (const far of next.get(id) ?? []) {
      if (distance.has(far)) continue
      if (distance.size >= MOST_NODES) return { reached: entries(distance), truncated: true }
      distance.set(far, reached + 1)
      open.push(far)
    }
  }
  return { reached: entries(distance), truncated: false }
}

function entries(distance: ReadonlyMap<string, number>): Walked['reached'] {
  return [...distance].map(([id, far]) => ({ id, distance: far }))
}

/** The part of a graph between some of its nodes. */
export function partOf(graph: LineageGraph, ids: ReadonlySet<string>): { nodes: LineageNode[]; edges: LineageEdge[] } {
  const nodes = [...ids].flatMap((id) => graph.nodes.get(id) ?? [])
  return { nodes, edges: graph.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) }
}
