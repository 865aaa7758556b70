import { join, param, sql, type Sql } from '#kernel/sql'
import { type Compiler } from './compiler.js'
import { type EachPeriod } from './node.js'
import { periodSql, periodsWithin } from './period.js'
import { slopeSql } from './slope.js'
import { type TypedAggregate, type TypedValue } from './typed.js'
import { windowRange, type DateRange } from './window.js'

type Aggregate = TypedAggregate & TypedValue
type OverPeriods = Aggregate & { readonly each: EachPeriod }

/** One value for each period with rows, then the aggregate's function over those: the keys are m.1, the values m.2. */
export function compilePeriods(c: Compiler, agg: OverPeriods, field: Sql | null, rows: Sql): Sql {
  const { each } = agg
  const map = filled(c, agg, byPeriod(periodSql(c, each.per, agg.fact), each.fn, field, rows))
  return sql`arrayMap(m -> ${over(agg)}, [${map}])[1]`
}

/** Sums keep a period whose sum is zero, because its count is not. */
function byPeriod(period: Sql, fn: EachPeriod['fn'], field: Sql | null, rows: Sql): Sql {
  const key = sql`[assumeNotNull(${period})]`
  const value = field === null ? sql`[toInt64(1)]` : sql`[assumeNotNull(${field})]`
  const sums = sql`sumMapIf(${key}, ${value}, [toUInt64(1)], ${rows})`
  switch (fn) {
    case 'sum':
      return sql`arrayMap(s -> (s.1, s.2), [${sums}])[1]`
    case 'count':
      return sql`arrayMap(s -> (s.1, arrayMap(n -> toInt64(n), s.3)), [${sums}])[1]`
    case 'avg':
      return sql`arrayMap(s -> (s.1, arrayMap((v, n) -> v / n, s.2, s.3)), [${sums}])[1]`
    case 'min':
      return sql`minMapIf(${key}, ${value}, ${rows})`
    case 'max':
      return sql`maxMapIf(${key}, ${value}, ${rows})`
  }
}

/** With `empty: 'zero'` every period of the window is there. */
function filled(c: Compiler, agg: OverPeriods, map: Sql): Sql {
  if (agg.each.empty === undefined) return map
  const { first, last } = periodsWithin(agg.each.per, windowRange(agg.window, c.asOf, c.timeZone))
  const all = sql`range(${param(first, 'Int64')}, ${param(last + 1, 'Int64')})`
  return sql`arrayMap(s -> (${all}, arrayMap(p -> if(has(s.1, p), s.2[indexOf(s.1, p)], 0), ${all})), [${map}])[1]`
}

function over({ fn, q }: OverPeriods): Sql {
  if (fn === 'slope') return slope()
  if (fn === 'median' || fn === 'quantile') return known(sql`arrayReduce(${`quantileExactInclusive(${q})`}, m.2)`)
  return PLAIN[fn] ?? fail(fn)
}

function known(value: Sql): Sql {
  return sql`if(empty(m.2), NULL, ${value})`
}

function fail(fn: string): never {
  throw new TypeError(`${fn} is no aggregate of periods`)
}

const PLAIN: Partial<Record<Aggregate['fn'], Sql>> = {
  count: sql`toInt64(length(m.2))`,
  sum: sql`arraySum(m.2)`,
  avg: known(sql`arrayAvg(m.2)`),
  min: known(sql`arrayMin(m.2)`),
  max: known(sql`arrayMax(m.2)`),
  first: known(sql`m.2[1]`),
  last: known(sql`m.2[-1]`),
  stddev: sql`if(length(m.2) < 2, NULL, arrayReduce('stddevSampStable', m.2))`,
}

/** Over the numbers of the periods, from the first on: how much a period adds. */
function slope(): Sql {
  const x = sql`arrayMap(k -> toFloat64(k - m.1[1]), m.1)`
  const y = sql`arrayMap(v -> toFloat64(v), m.2)`
  const product = (a: Sql, b: Sql) => sql`arraySum(arrayMap((a, b) -> a * b, ${join([a, b])}))`
  return slopeSql({ n: sql`toFloat64(length(m.2))`, x: sql`arraySum(${x})`, y: sql`arraySum(${y})`, xy: product(x, y), xx: product(x, x) })
}

/** What an aggregate is over no rows; null when it is missing. */
export function overNoRows(agg: Aggregate, range: DateRange): Sql | null {
  const { each, fn } = agg
  if (each?.empty === 'zero') {
    const { first, last } = periodsWithin(each.per, range)
    const periods = last - first + 1
    if (fn === 'count') return sql`toInt64(${param(periods, 'Int64')})`
    return periods < 2 && (fn === 'stddev' || fn === 'slope') ? null : sql`0`
  }
  return fn === 'count' || fn === 'sum' || fn === 'distinct' || fn === 'decay' ? sql`0` : null
}
