import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { canonical, wholeMoney, type Compiler } from './compiler.js'
import { isSpread } from './kind.js'
import { rowsWithin } from './pass.js'
import { factAlias } from './schema.js'
import { type TypedAggregate, type TypedValue } from './typed.js'
import { windowRange } from './window.js'

type Aggregate = TypedAggregate & TypedValue

/**
 * Adds an aggregate to the pass over its table and gives its place there. Over no rows count, distinct and sum are 0,
 * every other function is missing.
 */
export function compileAggregate(c: Compiler, agg: Aggregate): Sql {
  const inner: Compiler = { ...c, names: { prefix: 'r', count: 0 } }
  const range = windowRange(agg.window, c.asOf)
  const expression = aggregate(inner, agg, rowsWithin(agg.fact, range, c.timeZone))
  const name = c.passes.add(agg.fact, range, c.timeZone, agg.fn, expression)
  const column = identifier(factAlias(agg.fact), name)
  const isCounted = agg.fn === 'count' || agg.fn === 'distinct' || agg.fn === 'sum'
  return isCounted ? sql`ifNull(${column}, 0)` : column
}

function aggregate(c: Compiler, agg: Aggregate, within: Sql): Sql {
  const field = agg.fieldSpec?.expression ?? null
  const conditions = [
    within,
    ...(field === null ? [] : [sql`isNotNull(${field})`]),
    ...(agg.filter === null ? [] : [c.bool(c, agg.filter, true)]),
  ]
  const rows = join(conditions, sql` AND `)
  if (field === null) return sql`countIf(${rows})`
  const computed = aggregateOf(agg, canonical(agg.fieldSpec ?? agg.info, field), rows)
  return isSpread(agg.fn) && agg.info.type === 'money' ? wholeMoney(computed) : computed
}

function aggregateOf(agg: Aggregate, field: Sql, rows: Sql): Sql {
  switch (agg.fn) {
    case 'count':
      return sql`countIf(${rows})`
    case 'sum':
      return sql`sumIf(${field}, ${rows})`
    case 'avg':
      return sql`avgOrNullIf(${field}, ${rows})`
    case 'min':
      return sql`minOrNullIf(${field}, ${rows})`
    case 'max':
      return sql`maxOrNullIf(${field}, ${rows})`
    case 'median':
    case 'quantile':
      return sql`quantileExactInclusiveOrNullIf(${param(agg.q, 'Float64')})(${field}, ${rows})`
    case 'distinct':
      return sql`uniqExactIf(${field}, ${rows})`
    case 'stddev':
      return sql`if(countIf(${rows}) < 2, NULL, stddevSampStableOrNullIf(${field}, ${rows}))`
    case 'first':
      return sql`argMinOrNullIf(${chosen(agg, field)}, ${rows})`
    case 'last':
      return sql`argMaxOrNullIf(${chosen(agg, field)}, ${rows})`
  }
}

/** The value, ordered by time and then by itself, so that rows of one moment give one answer. */
function chosen(agg: Aggregate, field: Sql): Sql {
  const time = identifier(agg.fact.timeField)
  return sql`assumeNotNull(${field}), (assumeNotNull(${time}), assumeNotNull(${field}))`
}
