import { type AggregateFunction, type AggregateNode, type EachPeriod } from './node.js'
import { isSpread } from './kind.js'
import { mistaken, type Resolver } from './resolver.js'
import { factField, type FactSpec, type FieldSpec, type TypeInfo } from './schema.js'
import { type TypedAggregate, type TypedBool, type TypedValue } from './typed.js'
import { resolveWindow, spanOf } from './resolve-window.js'
import { familyOf } from './unify.js'

const TIMES = { zh: '次', en: '' }

/** Functions that count rows where no field is named. */
const COUNTING: readonly AggregateFunction[] = ['count', 'decay', 'share', 'argmax', 'topShare']
/** What may be taken over the values of periods. */
const OVER_PERIODS: readonly AggregateFunction[] = ['count', 'sum', 'avg', 'min', 'max', 'median', 'quantile', 'stddev', 'slope', 'first', 'last']

/** Resolves an aggregate: its table, field, window and the filter over the rows. */
export function resolveAggregate(r: Resolver, node: AggregateNode, path: string): TypedValue | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: 'agg' })
  const before = r.mistakes.length
  const fact = r.schema.fact(node.table)
  const window = resolveWindow(r, node.window, [fact], `${path}.window`)
  checkOwnFields(r, node, path)
  checkEach(r, node, path)
  if (fact === undefined) return mistaken(r, 'RULE_UNKNOWN_FACT', `${path}.table`, { table: node.table })
  const fieldSpec = resolveAggregateField(r, node, fact, path)
  const bySpec = resolveBy(r, node, fact, path)
  const filter = resolveRows(r, node.filter, fact, `${path}.filter`)
  const of = resolveRows(r, node.of, fact, `${path}.of`)
  const span = spanOf(r, node.within, fact, `${path}.within`)
  if (r.mistakes.length > before || window === null) return null
  const info = typeOf(node, fieldSpec, bySpec, fact)
  return { kind: 'agg', path, info, fact, fn: node.fn, field: node.field ?? null, fieldSpec, window, filter, of, bySpec, span, ...plainParts(node) }
}

function plainParts(node: AggregateNode): Pick<TypedAggregate, 'q' | 'halfLife' | 'by' | 'each' | 'minShare' | 'within'> {
  return { q: node.fn === 'median' ? 0.5 : (node.q ?? 0), halfLife: node.halfLife ?? 0, by: node.by ?? null, each: node.each ?? null, minShare: node.minShare ?? 0, within: node.within ?? null }
}

const OWN_FIELDS = [
  ['q', ['quantile']],
  ['halfLife', ['decay']],
  ['of', ['share', 'kept']],
  ['by', ['argmax', 'topShare']],
  ['within', ['kept']],
] as const satisfies readonly (readonly [keyof AggregateNode, readonly AggregateFunction[]])[]

/** What one function needs and no other may have. */
function checkOwnFields(r: Resolver, node: AggregateNode, path: string): void {
  for (const [field, fns] of OWN_FIELDS) {
    const needs = (fns as readonly AggregateFunction[]).includes(node.fn)
    if (needs && node[field] === undefined) mistaken(r, 'RULE_FIELD_MISSING', `${path}.${field}`)
    if (!needs && node[field] !== undefined) mistaken(r, 'RULE_FIELD_UNKNOWN', path, { field })
  }
  if (node.fn !== 'argmax' && node.minShare !== undefined) mistaken(r, 'RULE_FIELD_UNKNOWN', path, { field: 'minShare' })
}

const NO_BEGINNING = ['all', 'since']

function checkEach(r: Resolver, node: AggregateNode, path: string): void {
  const { each, window } = node
  if (each === undefined) return
  if (!OVER_PERIODS.includes(node.fn)) mistaken(r, 'RULE_EACH_FUNCTION', `${path}.fn`, { fn: node.fn })
  if (each.empty !== 'zero') return
  const counts = each.fn === 'sum' || each.fn === 'count'
  if (!counts || NO_BEGINNING.includes(window?.kind ?? 'all')) mistaken(r, 'RULE_EACH_EMPTY', `${path}.each.empty`, { fn: each.fn })
}

/** A condition on the rows of a fact. */
export function resolveRows(r: Resolver, node: AggregateNode['filter'], fact: FactSpec, path: string): TypedBool | null {
  return node === undefined ? null : r.bool({ ...r, fact }, node, path)
}

function resolveAggregateField(r: Resolver, node: AggregateNode, fact: FactSpec, path: string): FieldSpec | null {
  if (node.field === undefined) {
    const rows = node.each === undefined ? COUNTING.includes(node.fn) : node.each.fn === 'count'
    return rows ? null : mistaken(r, 'RULE_FIELD_MISSING', `${path}.field`)
  }
  const spec = fieldOf(r, fact, node.field, `${path}.field`)
  if (spec === null) return null
  const fn = node.each?.fn ?? node.fn
  if (isAggregable(fn, spec, node.each)) return spec
  return mistaken(r, 'RULE_AGGREGATE_TYPE', `${path}.${node.each === undefined ? 'fn' : 'each.fn'}`, { fn, type: spec.type })
}

function fieldOf(r: Resolver, fact: FactSpec, field: string, path: string): FieldSpec | null {
  return factField(fact, field) ?? mistaken(r, 'RULE_UNKNOWN_FIELD', path, { table: fact.table, field })
}

function resolveBy(r: Resolver, node: AggregateNode, fact: FactSpec, path: string): FieldSpec | null {
  if (node.by === undefined) return null
  const spec = fieldOf(r, fact, node.by, `${path}.by`)
  if (spec === null || spec.type === 'string' || spec.type === 'enum') return spec
  return mistaken(r, 'RULE_TYPE_MISMATCH', `${path}.by`, { expected: 'string', found: spec.type })
}

const OF_NUMBERS: readonly AggregateFunction[] = ['sum', 'share', 'argmax', 'topShare', 'kept']

function isAggregable(fn: AggregateFunction, spec: FieldSpec, each: EachPeriod | undefined): boolean {
  const family = familyOf(spec.type)
  const isNumber = family === 'number' || family === 'money'
  if (fn === 'collect') return family === 'text'
  if (isSpread(fn) || OF_NUMBERS.includes(fn)) return isNumber
  if (fn === 'min' || fn === 'max') return isNumber || (each === undefined && family === 'time')
  return family !== 'set'
}

function typeOf(node: AggregateNode, field: FieldSpec | null, by: FieldSpec | null, fact: FactSpec): TypeInfo {
  if (node.fn === 'collect') return { type: 'set', values: field?.values, isOpen: field?.isOpen }
  if (node.fn === 'share' || node.fn === 'topShare' || node.fn === 'kept') return { type: 'decimal' }
  if (by !== null) return { type: by.type, values: by.values, isOpen: by.isOpen }
  if (node.each === undefined) return aggregateType(node.fn, field, fact)
  if (node.fn === 'count') return { type: 'int', unit: PERIODS[node.each.per] }
  return aggregateType(node.fn, aggregateType(node.each.fn, field, fact), fact)
}

const PERIODS: Readonly<Record<EachPeriod['per'], { zh: string; en: string }>> = {
  day: { zh: '天', en: ' days' },
  week: { zh: '周', en: ' weeks' },
  month: { zh: '个月', en: ' months' },
}

function aggregateType(fn: AggregateFunction, of: TypeInfo | null, fact: FactSpec): TypeInfo {
  if (fn === 'decay' && of === null) return { type: 'decimal' }
  if (fn === 'distinct' || of === null) {
    return { type: 'int', unit: fn === 'count' ? unitOf(fact) : undefined }
  }
  if (fn === 'count') return { type: 'int', unit: unitOf(fact) }
  const same: TypeInfo = { type: of.type, values: of.values, isOpen: of.isOpen, ccy: of.ccy, unit: of.unit }
  return isSpread(fn) && of.type === 'int' ? { ...same, type: 'decimal' } : same
}

function unitOf(fact: FactSpec): TypeInfo['unit'] {
  return fact.rows === undefined ? TIMES : { zh: fact.rows.zh, en: ` ${fact.rows.en}` }
}
