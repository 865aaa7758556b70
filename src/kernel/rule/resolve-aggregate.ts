import { type AggregateFunction, type AggregateNode, type Window } from './node.js'
import { isSpread } from './kind.js'
import { mistaken, type Resolver } from './resolver.js'
import { factField, type FactSpec, type FieldSpec, type TypeInfo } from './schema.js'
import { type TypedBool, type TypedValue } from './typed.js'
import { familyOf } from './unify.js'

const TIMES = { zh: '次', en: '' }

/** Resolves an aggregate: its table, field, window and the filter over the rows. */
export function resolveAggregate(r: Resolver, node: AggregateNode, path: string): TypedValue | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: 'agg' })
  const before = r.mistakes.length
  const fact = r.schema.fact(node.table)
  const window = node.window ?? { kind: 'all' }
  checkWindow(r, window, `${path}.window`)
  checkQuantile(r, node, path)
  if (fact === undefined) return mistaken(r, 'RULE_UNKNOWN_FACT', `${path}.table`, { table: node.table })
  const fieldSpec = resolveAggregateField(r, node, fact, path)
  const filter = resolveFilter(r, node, fact, path)
  if (r.mistakes.length > before) return null
  return {
    kind: 'agg',
    path,
    info: aggregateType(node.fn, fieldSpec, fact),
    fact,
    fn: node.fn,
    field: node.field ?? null,
    fieldSpec,
    window,
    filter,
    q: node.fn === 'median' ? 0.5 : (node.q ?? 0),
  }
}

function checkWindow(r: Resolver, window: Window, path: string): void {
  if (window.kind === 'between' && window.from < window.to) {
    mistaken(r, 'RULE_WINDOW_REVERSED', path, { from: window.from, to: window.to })
  }
}

function checkQuantile(r: Resolver, node: AggregateNode, path: string): void {
  const needed = node.fn === 'quantile'
  if (needed && node.q === undefined) mistaken(r, 'RULE_FIELD_MISSING', `${path}.q`)
  if (!needed && node.q !== undefined) mistaken(r, 'RULE_FIELD_UNKNOWN', path, { field: 'q' })
}

function resolveFilter(r: Resolver, node: AggregateNode, fact: FactSpec, path: string): TypedBool | null {
  return node.filter === undefined ? null : r.bool({ ...r, fact }, node.filter, `${path}.filter`)
}

function resolveAggregateField(
  r: Resolver,
  node: AggregateNode,
  fact: FactSpec,
  path: string,
): FieldSpec | null {
  if (node.field === undefined) {
    return node.fn === 'count' ? null : mistaken(r, 'RULE_FIELD_MISSING', `${path}.field`)
  }
  const spec = factField(fact, node.field)
  if (spec === undefined) {
    return mistaken(r, 'RULE_UNKNOWN_FIELD', `${path}.field`, { table: fact.table, field: node.field })
  }
  if (isAggregable(node.fn, spec)) return spec
  return mistaken(r, 'RULE_AGGREGATE_TYPE', `${path}.fn`, { fn: node.fn, type: spec.type })
}

function isAggregable(fn: AggregateFunction, spec: FieldSpec): boolean {
  const family = familyOf(spec.type)
  const isNumber = family === 'number' || family === 'money'
  if (isSpread(fn) || fn === 'sum') return isNumber
  if (fn === 'min' || fn === 'max') return isNumber || family === 'time'
  return family !== 'set'
}

function aggregateType(fn: AggregateFunction, spec: FieldSpec | null, fact: FactSpec): TypeInfo {
  if (fn === 'distinct' || spec === null) {
    return { type: 'int', unit: fn === 'count' ? unitOf(fact) : undefined }
  }
  if (fn === 'count') return { type: 'int', unit: unitOf(fact) }
  const same: TypeInfo = { type: spec.type, values: spec.values, ccy: spec.ccy, unit: spec.unit }
  return isSpread(fn) && spec.type === 'int' ? { ...same, type: 'decimal' } : same
}

function unitOf(fact: FactSpec): TypeInfo['unit'] {
  return fact.rows === undefined ? TIMES : { zh: fact.rows.zh, en: ` ${fact.rows.en}` }
}
