import type { LineageEdge, LineageNode } from '#quality/contract'

/** The layers of the picture, left to right. */
export const LAYERS = ['source', 'source-column', 'table', 'column', 'tag', 'segment', 'metric', 'strategy', 'evaluation'] as const

export interface Layer {
  readonly kind: string
  readonly nodes: readonly LineageNode[]
}

/** Nodes by kind, in the order data flow; unknown kinds stand last. Within a layer, nodes with a common neighbour stay near each other. */
export function layersOf(nodes: readonly LineageNode[], edges: readonly LineageEdge[]): readonly Layer[] {
  const kinds = [...LAYERS.filter((kind) => nodes.some((node) => node.kind === kind)), ...new Set(nodes.map(({ kind }) => kind).filter((kind) => !(LAYERS as readonly string[]).includes(kind)))]
  const place = new Map<string, number>()
  return kinds.map((kind) => {
    const mine = nodes.filter((node) => node.kind === kind)
    const weight = (node: LineageNode) => {
      const before = edges.filter(({ to }) => to === node.id).flatMap(({ from }) => place.get(from) ?? [])
      return before.length === 0 ? Number.MAX_SAFE_INTEGER : before.reduce((sum, at) => sum + at, 0) / before.length
    }
    const sorted = mine.toSorted((a, b) => weight(a) - weight(b) || a.key.localeCompare(b.key))
    sorted.forEach((node, at) => place.set(node.id, at))
    return { kind, nodes: sorted }
  })
}
