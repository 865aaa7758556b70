import { aggregateFunctions, type AggregateNode, type EachPeriod, periodFunctions } from '#kernel/rule'
import { aggregable, functionsFor, needsField, type SpokenFact, type SpokenField, takesField } from './spoken.js'
import { without } from './without.js'

/** Functions that can be taken over the values of periods. */
const overPeriods: ReadonlySet<AggregateNode['fn']> = new Set(aggregateFunctions.filter((fn) => fn !== 'distinct'))

const isOver = (fn: AggregateNode['fn']): boolean => overPeriods.has(fn)

/** The functions of a figure: with periods only those that read the values of periods. */
export const functionsOf = (node: AggregateNode, fact: SpokenFact | undefined): readonly AggregateNode['fn'][] => (node.each === undefined ? functionsFor(fact) : [...overPeriods])

/** The fields a figure may read, and whether it must read one: of the inner function where there are periods. */
export function fieldsOf(node: AggregateNode, fact: SpokenFact | undefined): { readonly fields: readonly SpokenField[]; readonly isNeeded: boolean; readonly isTaken: boolean } {
  const { fn, each } = node
  const reads = each?.fn ?? fn
  const fields = aggregable(reads, fact).filter(({ type }) => each === undefined || ['int', 'decimal', 'money'].includes(type))
  return { fields, isNeeded: needsField(reads), isTaken: takesField(reads) }
}

function fitted(node: AggregateNode, fact: SpokenFact | undefined): AggregateNode {
  const { fields, isNeeded, isTaken } = fieldsOf(node, fact)
  const { field, ...rest } = node
  const kept = isTaken && fields.some(({ key }) => key === field) ? field : isNeeded ? fields[0]?.key : undefined
  return kept === undefined ? rest : { ...rest, field: kept }
}

/** Another function taken over the values of periods: their field stays. */
export const withOuter = (node: AggregateNode, fn: AggregateNode['fn']): AggregateNode => ({ ...without(without(node, 'q'), 'fn'), fn, ...(fn === 'quantile' ? { q: node.q ?? 0.9 } : {}) })

/** Whether periods without rows can count as zero: sums and numbers of a window that has a beginning. */
export const mayBeZero = ({ window, each }: AggregateNode): boolean =>
  each !== undefined && (each.fn === 'sum' || each.fn === 'count') && window !== undefined && window.kind !== 'all' && window.kind !== 'since'

/** The figure with other periods, or without; what no longer fits is left out or begun anew. */
export function withEach(node: AggregateNode, each: EachPeriod | undefined, fact: SpokenFact | undefined): AggregateNode {
  const { kind, table, field, window, filter, q, fn } = node
  const kept = { ...(field === undefined ? {} : { field }), ...(window === undefined ? {} : { window }), ...(filter === undefined ? {} : { filter }), ...(q === undefined ? {} : { q }) }
  if (each === undefined) return fitted(without(node, 'each'), fact)
  // What only functions of rows have, such as a half-life, goes with them.
  const whole: AggregateNode = { kind, table, fn: isOver(fn) ? fn : 'avg', ...kept, each }
  return fitted(mayBeZero(whole) ? whole : { ...whole, each: without(each, 'empty') }, fact)
}

/** The inner functions a table has a field for. */
export const innerFunctions = (fact: SpokenFact | undefined): readonly EachPeriod['fn'][] =>
  periodFunctions.filter((fn) => fn === 'count' || fieldsOf({ kind: 'agg', table: '', fn: 'avg', each: { per: 'day', fn } }, fact).fields.length > 0)
