import { type Mistake } from '#kernel/error'

/** Sizes beyond which a rule is refused. */
export const ruleLimits = { depth: 20, nodes: 500, listItems: 10_000 } as const

interface Place {
  readonly value: unknown
  readonly path: string
  readonly depth: number
  readonly json: number
}

const MAX_JSON_DEPTH = 120

/**
 * Mistakes of size, found without recursion so that a hostile document cannot exhaust the stack. Depth counts nested
 * nodes (objects with a `kind`), not JSON levels.
 */
export function sizeMistakes(input: unknown): Mistake[] {
  const mistakes = new Map<string, Mistake>()
  const note = (mistake: Mistake) => {
    if (!mistakes.has(mistake.code)) mistakes.set(mistake.code, mistake)
  }
  const stack: Place[] = [{ value: input, path: '', depth: 1, json: 0 }]
  let nodes = 0
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    if (isNode(place.value)) nodes++
    for (const mistake of placeMistakes(place)) note(mistake)
    if (place.json < MAX_JSON_DEPTH) stack.push(...childrenOf(place))
  }
  // The envelope itself has a kind.
  if (nodes - 1 > ruleLimits.nodes) {
    note({ code: 'RULE_TOO_MANY_NODES', path: '', params: { nodes: nodes - 1, limit: ruleLimits.nodes } })
  }
  return [...mistakes.values()]
}

function placeMistakes(place: Place): Mistake[] {
  const { value, path, depth, json } = place
  if (depth - 1 > ruleLimits.depth || json >= MAX_JSON_DEPTH) {
    return [{ code: 'RULE_TOO_DEEP', path, params: { limit: ruleLimits.depth } }]
  }
  if (Array.isArray(value) && value.length > ruleLimits.listItems) {
    const params = { items: value.length, limit: ruleLimits.listItems }
    return [{ code: 'RULE_LIST_TOO_LONG', path, params }]
  }
  return []
}

function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value
}

function childrenOf(place: Place): Place[] {
  const { value, path, depth, json } = place
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) {
    return value
      .slice(0, ruleLimits.listItems)
      .filter((item) => typeof item === 'object')
      .map((item: unknown, at) => ({
        value: item,
        path: `${path}[${at}]`,
        depth: depthOf(item, depth),
        json: json + 1,
      }))
  }
  return Object.entries(value).map(([key, item]: [string, unknown]) => ({
    value: item,
    path: path === '' ? key : `${path}.${key}`,
    depth: depthOf(item, depth),
    json: json + 1,
  }))
}

function depthOf(value: unknown, depth: number): number {
  return isNode(value) ? depth + 1 : depth
}
