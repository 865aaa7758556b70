import { type AggregateNode, type BucketNode, type CaseNode, type IntervalNode, type LiteralValue, type ValueNode } from './node.js'
import { checkLiteral } from './literal.js'
import { isMoment, isName, isOfRows, isOfValues, isReading } from './kind.js'
import { resolveAggregate } from './resolve-aggregate.js'
import { resolveReading } from './resolve-population.js'
import { resolveInterval } from './resolve-sequence.js'
import { allOrNull, mistaken, type Resolver } from './resolver.js'
import { factField, type FieldSpec, type TypeInfo } from './schema.js'
import { type TypedValue } from './typed.js'
import { arithType, familyOf, selfNamed, unified } from './unify.js'

/** Years of age, for sentences. */
const YEARS = { zh: '岁', en: ' years' }
const DAYS = { zh: '天', en: ' days' }

/** Resolves names and types of a value; null when it holds mistakes, which are noted. */
export function resolveValue(r: Resolver, node: ValueNode, path: string): TypedValue | null {
  if (isName(node)) return resolveName(r, node, path)
  if (isMoment(node)) return resolveTime(r, node, path)
  if (isReading(node)) return resolveReading(r, node, path)
  if (isOfRows(node)) return resolveOfRows(r, node, path)
  if (isOfValues(node)) return resolveOfValues(r, node, path)
  switch (node.kind) {
    case 'literal':
      return literal(r, node.value, { type: node.type }, `${path}.value`, path)
    case 'param':
      return resolveParam(r, node.name, { type: node.type }, path)
    case 'asOf':
      return { kind: 'asOf', path, info: { type: 'date' } }
    case 'arith':
      return resolveArith(r, node, path)
    case 'case':
      return resolveCase(r, node, path)
    case 'bucket':
      return resolveBucket(r, node, path)
  }
}

function resolveOfRows(r: Resolver, node: AggregateNode | IntervalNode, path: string): TypedValue | null {
  return node.kind === 'agg' ? resolveAggregate(r, node, path) : resolveInterval(r, node, path)
}

function literal(
  r: Resolver,
  value: LiteralValue,
  info: TypeInfo,
  where: string,
  path: string,
): TypedValue | null {
  const checked = checkLiteral(value, info)
  if (!checked.ok) {
    return mistaken(r, checked.code, where, { type: info.type, value: String(value).slice(0, 60) })
  }
  const known = info.type === 'enum' ? { ...info, values: [selfNamed(String(value))] } : info
  return { kind: 'literal', path, info: known, value: checked.value }
}

function resolveParam(r: Resolver, name: string, info: TypeInfo, path: string): TypedValue | null {
  if (r.params === null) return { kind: 'param', path, info, name }
  const value = Object.hasOwn(r.params, name) ? r.params[name] : undefined
  if (value === undefined) return mistaken(r, 'RULE_PARAM_MISSING', path, { name })
  return literal(r, value, info, path, path)
}

type NameNode = Extract<ValueNode, { kind: 'tag' | 'attr' | 'field' }>

function resolveName(r: Resolver, node: NameNode, path: string): TypedValue | null {
  if (node.kind === 'field') return resolveField(r, node.field, path)
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: node.kind })
  if (node.kind === 'tag') {
    const spec = r.schema.tag(node.tag)
    if (spec === undefined) return mistaken(r, 'RULE_UNKNOWN_TAG', `${path}.tag`, { tag: node.tag })
    return { kind: 'tag', path, info: infoOf(spec), tag: node.tag, spec }
  }
  const spec = r.schema.attr(node.table, node.field)
  if (spec === undefined) {
    return mistaken(r, 'RULE_UNKNOWN_ATTR', `${path}.field`, { table: node.table, field: node.field })
  }
  return { kind: 'attr', path, info: infoOf(spec), table: node.table, field: node.field, spec }
}

function resolveField(r: Resolver, field: string, path: string): TypedValue | null {
  if (r.fact === null) return mistaken(r, 'RULE_FIELD_OUTSIDE_FACT', path, { field })
  const spec = factField(r.fact, field)
  if (spec === undefined) {
    return mistaken(r, 'RULE_UNKNOWN_FIELD', `${path}.field`, { table: r.fact.table, field })
  }
  if (r.fact.filterable !== undefined && !r.fact.filterable.includes(field)) {
    return mistaken(r, 'RULE_FIELD_NOT_FILTERABLE', `${path}.field`, { table: r.fact.table, field })
  }
  return { kind: 'field', path, info: infoOf(spec), field, spec }
}

/** The type part of a field. */
export function infoOf(spec: FieldSpec): TypeInfo {
  return { type: spec.type, values: spec.values, isOpen: spec.isOpen, ccy: spec.ccy, unit: spec.unit }
}

function resolveArith(
  r: Resolver,
  node: Extract<ValueNode, { kind: 'arith' }>,
  path: string,
): TypedValue | null {
  const left = r.value(r, node.left, `${path}.left`)
  const right = r.value(r, node.right, `${path}.right`)
  if (left === null || right === null) return null
  const info = arithType(node.op, left.info, right.info)
  if (info === null) {
    return mistaken(r, 'RULE_ARITH_TYPES', path, {
      op: node.op,
      left: left.info.type,
      right: right.info.type,
    })
  }
  return { kind: 'arith', path, info, op: node.op, left, right }
}

function unifiedAll(r: Resolver, values: readonly TypedValue[]): TypeInfo | null {
  const [first, ...rest] = values
  let info = first === undefined || first.info.type === 'set' ? null : first.info
  if (info === null) {
    return mistaken(r, 'RULE_TYPE_MISMATCH', first?.path ?? '', { expected: 'scalar', found: 'set' })
  }
  for (const value of rest) {
    const next: TypeInfo | null = unified(info, value.info)
    if (next === null) {
      return mistaken(r, 'RULE_TYPE_MISMATCH', value.path, { expected: info.type, found: value.info.type })
    }
    info = next
  }
  return info
}

function resolveOfValues(r: Resolver, node: Extract<ValueNode, { kind: 'coalesce' | 'entropy' }>, path: string): TypedValue | null {
  return node.kind === 'coalesce' ? resolveCoalesce(r, node.coalesce, path) : resolveEntropy(r, node.entropy, path)
}

function resolveCoalesce(r: Resolver, nodes: readonly ValueNode[], path: string): TypedValue | null {
  const of = allOrNull(nodes.map((node, at) => r.value(r, node, `${path}.coalesce[${at}]`)))
  const info = of === null ? null : unifiedAll(r, of)
  return of === null || info === null ? null : { kind: 'coalesce', path, info, of }
}

function resolveEntropy(r: Resolver, nodes: readonly ValueNode[], path: string): TypedValue | null {
  const of = allOrNull(nodes.map((node, at) => r.value(r, node, `${path}.entropy[${at}]`)))
  if (of === null) return null
  const other = of.find(({ info }) => !['number', 'money'].includes(familyOf(info.type)))
  if (other !== undefined) return mistaken(r, 'RULE_TYPE_MISMATCH', other.path, { expected: 'number', found: other.info.type })
  return unifiedAll(r, of) === null ? null : { kind: 'entropy', path, info: { type: 'decimal' }, of }
}

function resolveCase(r: Resolver, node: CaseNode, path: string): TypedValue | null {
  const when = node.when.map((branch, at) => ({
    if: r.bool(r, branch.if, `${path}.when[${at}].if`),
    then: r.value(r, branch.then, `${path}.when[${at}].then`),
  }))
  const last = node.else === undefined ? undefined : r.value(r, node.else, `${path}.else`)
  const conditions = allOrNull(when.map((branch) => branch.if))
  const values = allOrNull(when.map((branch) => branch.then))
  if (conditions === null || values === null || last === null) return null
  const info = unifiedAll(r, last === undefined ? values : [...values, last])
  if (info === null) return null
  const branches = conditions.flatMap((condition, at) => {
    const then = values[at]
    return then === undefined ? [] : [{ if: condition, then }]
  })
  return { kind: 'case', path, info, when: branches, else: last ?? null }
}

function resolveBucket(r: Resolver, node: BucketNode, path: string): TypedValue | null {
  const of = r.value(r, node.of, `${path}.of`)
  const rises = node.edges.every((edge, at) => at === 0 || edge > (node.edges[at - 1] ?? edge))
  if (!rises) mistaken(r, 'RULE_EDGES_NOT_RISING', `${path}.edges`)
  const fits = node.labels.length === node.edges.length + 1
  if (!fits) mistaken(r, 'RULE_LABELS_COUNT', `${path}.labels`, { expected: node.edges.length + 1 })
  if (of === null) return null
  const family = familyOf(of.info.type)
  if (family !== 'number' && family !== 'money') {
    return mistaken(r, 'RULE_TYPE_MISMATCH', of.path, { expected: 'number', found: of.info.type })
  }
  const whole = of.info.type !== 'money' || node.edges.every((edge) => Number.isSafeInteger(edge))
  if (!whole) {
    mistaken(r, 'RULE_LITERAL_INVALID', `${path}.edges`, { type: 'money', value: node.edges.join(', ') })
  }
  if (!rises || !fits || !whole) return null
  const labels = node.labels.map((label) => (typeof label === 'string' ? selfNamed(label) : label))
  return { kind: 'bucket', path, info: { type: 'enum', values: labels }, of, edges: node.edges, labels }
}

type TimeNode = Extract<ValueNode, { kind: 'age' | 'daysBetween' | 'datePart' }>

function resolveTime(r: Resolver, node: TimeNode, path: string): TypedValue | null {
  if (node.kind === 'daysBetween') {
    const from = resolveMoment(r, node.from, `${path}.from`)
    const to = resolveMoment(r, node.to, `${path}.to`)
    if (from === null || to === null) return null
    return { kind: 'daysBetween', path, info: { type: 'int', unit: DAYS }, from, to }
  }
  const of = resolveMoment(r, node.of, `${path}.of`)
  if (of === null) return null
  if (node.kind === 'age') return { kind: 'age', path, info: { type: 'int', unit: YEARS }, of }
  if (node.part === 'hour' && of.info.type !== 'instant') return mistaken(r, 'RULE_TYPE_MISMATCH', `${path}.of`, { expected: 'instant', found: of.info.type })
  return { kind: 'datePart', path, info: { type: 'int' }, of, part: node.part }
}

function resolveMoment(r: Resolver, node: ValueNode, path: string): TypedValue | null {
  const value = r.value(r, node, path)
  if (value === null || familyOf(value.info.type) === 'time') return value
  return mistaken(r, 'RULE_TYPE_MISMATCH', path, { expected: 'date', found: value.info.type })
}
