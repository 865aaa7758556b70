import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { compilePeriods, overNoRows } from './compile-periods.js'
import { canonical, wholeMoney, type Compiler } from './compiler.js'
import { isSpread } from './kind.js'
import { rowsOfWindow } from './compile-window.js'
import { dayOfRow, momentOf } from './period.js'
import { factAlias } from './schema.js'
import { SLOPE_DAYS, slopeSql } from './slope.js'
import { type TypedAggregate, type TypedValue } from './typed.js'

type Aggregate = TypedAggregate & TypedValue

/**
 * Adds an aggregate to the pass over its table and gives its place there. Over no rows count, distinct, sum and decay are
 * 0, every other function is missing.
 */
export function compileAggregate(c: Compiler, agg: Aggregate): Sql {
  const inner: Compiler = { ...c, names: { prefix: 'r', count: 0 } }
  const { range, within } = rowsOfWindow(c, agg.fact, agg.window)
  const filter = agg.filter === null ? null : inner.bool(inner, agg.filter, true)
  const expression = aggregate(inner, agg, within, filter)
  // What an amount is taken away by are other rows than its own.
  const name = c.passes.add(agg.fact, range, c.timeZone, agg.fn, expression, agg.fn === 'kept' ? null : filter)
  const column = identifier(factAlias(agg.fact), name)
  const empty = overNoRows(agg, range)
  return empty === null ? column : sql`ifNull(${column}, ${empty})`
}

function aggregate(c: Compiler, agg: Aggregate, within: Sql, filter: Sql | null): Sql {
  const field = agg.fieldSpec?.expression ?? null
  const needed = [field, agg.bySpec?.expression ?? null].flatMap((each) => (each === null ? [] : [sql`isNotNull(${each})`]))
  const rows = join([within, ...needed, ...(filter === null ? [] : [filter])], sql` AND `)
  const value = field === null ? null : canonical(agg.fieldSpec ?? agg.info, field)
  return whole(agg, agg.each === null ? aggregateOf(c, agg, value, rows) : compilePeriods(c, { ...agg, each: agg.each }, value, rows))
}

/** Money is whole: what is fractional is rounded. */
function whole({ fn, each, info }: Aggregate, computed: Sql): Sql {
  const fractional = isSpread(fn) || each?.fn === 'avg'
  return fractional && info.type === 'money' ? wholeMoney(computed) : computed
}

function aggregateOf(c: Compiler, agg: Aggregate, field: Sql | null, rows: Sql): Sql {
  if (agg.fn === 'decay') return decay(c, agg, field, rows)
  if (agg.fn === 'share') return share(c, agg, field, rows)
  if (agg.fn === 'argmax' || agg.fn === 'topShare') return largest(agg, field, rows)
  if (agg.fn === 'kept') return kept(c, agg, field, rows)
  return field === null ? sql`countIf(${rows})` : OVER_FIELD[agg.fn](c, agg, field, rows)
}

type Special = 'decay' | 'share' | 'argmax' | 'topShare' | 'kept'
type OverField = (c: Compiler, agg: Aggregate, field: Sql, rows: Sql) => Sql

const OVER_FIELD: Readonly<Record<Exclude<Aggregate['fn'], Special>, OverField>> = {
  count: (_c, _agg, _field, rows) => sql`countIf(${rows})`,
  sum: (_c, _agg, field, rows) => sql`sumIf(${field}, ${rows})`,
  avg: (_c, _agg, field, rows) => sql`avgOrNullIf(${field}, ${rows})`,
  min: (_c, _agg, field, rows) => sql`minOrNullIf(${field}, ${rows})`,
  max: (_c, _agg, field, rows) => sql`maxOrNullIf(${field}, ${rows})`,
  median: quantile,
  quantile,
  distinct: (_c, _agg, field, rows) => sql`uniqExactIf(${field}, ${rows})`,
  stddev: (_c, _agg, field, rows) => sql`if(countIf(${rows}) < 2, NULL, stddevSampStableOrNullIf(${field}, ${rows}))`,
  slope,
  first: (_c, agg, field, rows) => sql`argMinOrNullIf(${chosen(agg, field)}, ${rows})`,
  collect: (_c, _agg, field, rows) => sql`CAST(arraySort(groupUniqArrayIf(assumeNotNull(toString(${field})), ${rows})), 'Array(String)')`,
  last: (_c, agg, field, rows) => sql`argMaxOrNullIf(${chosen(agg, field)}, ${rows})`,
}

function quantile(_c: Compiler, agg: Aggregate, field: Sql, rows: Sql): Sql {
  return sql`quantileExactInclusiveOrNullIf(${param(agg.q, 'Float64')})(${field}, ${rows})`
}

/** The value, ordered by time and then by itself, so that rows of one moment give one answer. */
function chosen(agg: Aggregate, field: Sql): Sql {
  const time = identifier(agg.fact.timeField)
  return sql`assumeNotNull(${field}), (assumeNotNull(${time}), assumeNotNull(${field}))`
}

/** Days from a row to the business date. */
function ageOfRow(c: Compiler, agg: Aggregate): Sql {
  return sql`toFloat64(dateDiff('day', ${dayOfRow(c, agg.fact)}, ${param(c.asOf, 'Date32')}))`
}

/** Least-squares slope over the days, for `SLOPE_DAYS` days. */
function slope(c: Compiler, agg: Aggregate, field: Sql, rows: Sql): Sql {
  const x = sql`(-${ageOfRow(c, agg)})`
  const y = sql`toFloat64(${field})`
  const sum = (of: Sql) => sql`sumIf(${of}, ${rows})`
  return sql`${SLOPE_DAYS} * ${slopeSql({ n: sql`toFloat64(countIf(${rows}))`, x: sum(x), y: sum(y), xy: sum(sql`${x} * ${y}`), xx: sum(sql`${x} * ${x}`) })}`
}

function decay(c: Compiler, agg: Aggregate, field: Sql | null, rows: Sql): Sql {
  const weight = sql`exp2(-${ageOfRow(c, agg)} / ${param(agg.halfLife, 'Float64')})`
  return sql`sumIf(${field === null ? weight : sql`assumeNotNull(toFloat64(${field})) * ${weight}`}, ${rows})`
}

function share(c: Compiler, agg: Aggregate, field: Sql | null, rows: Sql): Sql {
  const part = agg.of === null ? rows : sql`${rows} AND ${c.bool(c, agg.of, true)}`
  const of = (which: Sql) => (field === null ? sql`countIf(${which})` : sql`sumIf(assumeNotNull(${field}), ${which})`)
  return sql`toFloat64(${of(part)}) / nullIf(toFloat64(${of(rows)}), 0)`
}

/** The value of `by` with the largest sum, of several the first in order, or its share. Counts keep a sum of zero in the map. */
function largest(agg: Aggregate, field: Sql | null, rows: Sql): Sql {
  const by = sql`[toString(assumeNotNull(${agg.bySpec?.expression ?? sql`''`}))]`
  const sums = sql`sumMapIf(${by}, [${field === null ? sql`toInt64(1)` : sql`assumeNotNull(${field})`}], [toUInt64(1)], ${rows})`
  const top = sql`toFloat64(arrayMax(m.2)) / nullIf(toFloat64(arraySum(m.2)), 0)`
  if (agg.fn === 'topShare') return sql`arrayMap(m -> if(empty(m.1), NULL, ${top}), [${sums}])[1]`
  const none = agg.minShare === 0 ? sql`empty(m.1)` : sql`empty(m.1) OR ifNull(${top} < ${param(agg.minShare, 'Float64')}, 1)`
  return sql`arrayMap(m -> if(${none}, NULL, arraySort((k, v) -> (-v, k), m.1, m.2)[1]), [${sums}])[1]`
}

/** What of the rows is left: of each at most its own amount is taken by the rows that follow within the span. */
function kept(c: Compiler, agg: Aggregate, field: Sql | null, rows: Sql): Sql {
  const amount = sql`assumeNotNull(toFloat64(${field ?? sql`0`}))`
  const row = sql`(${momentOf(agg.fact)}, ${amount})`
  const needed = field === null ? sql`` : sql`isNotNull(${field}) AND `
  const takes = agg.of === null ? sql`0` : sql`${needed}${rowsOfWindow(c, agg.fact, agg.window).within} AND ${c.bool(c, agg.of, true)}`
  const taken = sql`arraySum(o -> if(o.1 >= i.1 AND o.1 <= i.1 + ${param(agg.span, 'UInt64')}, o.2, 0), p.2)`
  const total = sql`arraySum(i -> i.2, p.1)`
  return sql`arrayMap(p -> if(${total} = 0, NULL, 1 - arraySum(i -> least(i.2, ${taken}), p.1) / ${total}), [(groupArrayIf(${row}, ${rows}), groupArrayIf(${row}, ${takes}))])[1]`
}
