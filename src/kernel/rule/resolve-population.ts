import { type PopulationNode, type ResponseNode, type SetNode, type ValueNode } from './node.js'
import { resolveResponse } from './resolve-response.js'
import { allOrNull, mistaken, type Resolver } from './resolver.js'
import { type TypeInfo } from './schema.js'
import { type TypedPopulation, type TypedValue } from './typed.js'
import { familyOf, selfNamed } from './unify.js'

const PLACES = { zh: '', en: '' }

/** Resolves a set of items, or where a customer stands among others. */
export function resolveReading(r: Resolver, node: PopulationNode | ResponseNode | SetNode, path: string): TypedValue | null {
  if (node.kind === 'response') return resolveResponse(r, node, path)
  return node.kind === 'set' ? resolveSet(r, node, path) : resolvePopulation(r, node, path)
}

/** Resolves where a customer stands among others: what is measured, the group, and who is in it. */
function resolvePopulation(r: Resolver, node: PopulationNode, path: string): TypedValue | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: 'population' })
  const before = r.mistakes.length
  checkOwnFields(r, node, path)
  const of = resolveMeasured(r, node.of, `${path}.of`)
  const by = allOrNull((node.by ?? []).map((each, at) => resolveGroup(r, each, `${path}.by[${at}]`)))
  const ties = resolveTies(r, node, path)
  const among = node.among === undefined ? undefined : r.bool(r, node.among, `${path}.among`)
  if (of === null || by === null || among === null || ties === null || r.mistakes.length > before) return null
  const reading = { kind: 'population', path, fn: node.fn, of, best: node.best ?? 'high', tiles: node.tiles ?? 0, by, among: among ?? null, ties } as const satisfies TypedPopulation
  r.populations.push(reading)
  return { ...reading, info: typeOf(node) }
}

function checkOwnFields(r: Resolver, node: PopulationNode, path: string): void {
  if (node.fn === 'tile' && node.tiles === undefined) mistaken(r, 'RULE_FIELD_MISSING', `${path}.tiles`)
  if (node.fn !== 'tile' && node.tiles !== undefined) mistaken(r, 'RULE_FIELD_UNKNOWN', path, { field: 'tiles' })
  if (node.fn !== 'tile' && node.ties !== undefined) mistaken(r, 'RULE_FIELD_UNKNOWN', path, { field: 'ties' })
  if (node.fn === 'zscore' && node.best !== undefined) mistaken(r, 'RULE_FIELD_UNKNOWN', path, { field: 'best' })
}

function resolveTies(r: Resolver, { ties = [] }: PopulationNode, path: string): TypedPopulation['ties'][number][] | null {
  return allOrNull(ties.map(({ of, best = 'high' }, at) => resolveTie(r, of, best, `${path}.ties[${at}].of`)))
}

function resolveTie(r: Resolver, node: ValueNode, best: 'high' | 'low', path: string): TypedPopulation['ties'][number] | null {
  const of = resolveMeasured(r, node, path)
  return of === null ? null : { of, best }
}

/** Customers are compared by a number. */
function resolveMeasured(r: Resolver, node: ValueNode, path: string): TypedValue | null {
  const value = r.value(r, node, path)
  if (value === null) return null
  const family = familyOf(value.info.type)
  return family === 'number' || family === 'money' ? value : mistaken(r, 'RULE_TYPE_MISMATCH', path, { expected: 'number', found: value.info.type })
}

/** Groups are told apart by a text or a yes or no. */
function resolveGroup(r: Resolver, node: ValueNode, path: string): TypedValue | null {
  const value = r.value(r, node, path)
  if (value === null) return null
  const family = familyOf(value.info.type)
  return family === 'text' || family === 'bool' ? value : mistaken(r, 'RULE_TYPE_MISMATCH', path, { expected: 'string', found: value.info.type })
}

function typeOf({ fn }: PopulationNode): TypeInfo {
  return fn === 'rank' || fn === 'tile' ? { type: 'int', unit: PLACES } : { type: 'decimal' }
}

/** Resolves a set of items with a condition each; an item named twice is one. */
function resolveSet(r: Resolver, node: SetNode, path: string): TypedValue | null {
  const items = node.items.map(({ if: condition, item }, at) => {
    const holds = r.bool(r, condition, `${path}.items[${at}].if`)
    return holds === null ? null : { if: holds, item: typeof item === 'string' ? selfNamed(item) : item }
  })
  const known = allOrNull(items)
  if (known === null) return null
  const values = [...new Map(known.map(({ item }) => [item.code, item])).values()]
  return { kind: 'set', path, info: { type: 'set', values }, items: known }
}
