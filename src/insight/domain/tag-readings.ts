import { nodesOf, type RuleDocument, type ValueDocument, type ValueNode } from '#kernel/rule'

const READ = new Set(['agg', 'interval', 'attr', 'tag', 'age', 'daysBetween', 'datePart'])
/** What these read is of everybody, or of the order of things: not told as one value. */
const PASSED = new Set(['population', 'sequence'])
const MOST = 12

/** What a document reads of a customer, as documents of their own, each once: the outermost of those inside each other. */
export function readingsOf(document: RuleDocument | ValueDocument): ValueDocument[] {
  const found = new Map<string, ValueDocument>()
  const taken: string[] = []
  for (const { node, path } of nodesOf(document)) {
    if (taken.some((outer) => path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`))) continue
    if (PASSED.has(node.kind)) taken.push(path)
    if (!READ.has(node.kind)) continue
    taken.push(path)
    const value: ValueDocument = { v: 1, kind: 'value', value: node as ValueNode }
    found.set(JSON.stringify(value), value)
  }
  return [...found.values()].slice(0, MOST)
}
