import { bucketSql } from '#kernel/id'
import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { canonical, type Compiler } from './compiler.js'
import { type FactColumn } from './pass.js'
import { TIE_SALT } from './population.js'
import { type TypedPopulation } from './typed.js'

const MEASURED = 'measured'

/**
 * Adds a reading of all customers and gives its place. It is joined by customer, for a window function cannot stand in a
 * condition; the groups are of the whole bank, whoever asks.
 */
export function compilePopulation(c: Compiler, node: TypedPopulation): Sql {
  const inner: Compiler = { ...c, passes: c.passes.inner(), names: { prefix: 'g', count: 0 } }
  const groups = node.by.map((by, at): FactColumn => ({ name: `group_${at}`, expression: canonical(by.info, c.value(inner, by)) }))
  const measured = [{ name: MEASURED, expression: canonical(node.of.info, c.value(inner, node.of)) }, ...groups]
  const ties = tieColumns(c, inner, node)
  const where = node.among === null ? sql`1` : c.bool(inner, node.among, true)
  const alias = c.passes.addOver({ columns: [...measured, ...ties], where, value: reading(node, groups.map(({ name }) => identifier(name))) }, c.asOf)
  return identifier(alias, 'value')
}

/** What breaks ties, each so that more is better, then the hash of the customer and the customer. */
function tieColumns(c: Compiler, inner: Compiler, { ties }: TypedPopulation): FactColumn[] {
  if (ties.length === 0) return []
  const values = ties.map(({ of, best }, at): FactColumn => {
    const value = sql`toFloat64(${c.value(inner, of)})`
    return { name: `tie_${at}`, expression: best === 'high' ? value : sql`(-${value})` }
  })
  return [...values, { name: 'tie_hash', expression: bucketSql(TIE_SALT, c.schema.customer) }, { name: 'tie_customer', expression: c.schema.customer }]
}

/** Who lacks the value is not among the rows this is said of. */
function reading(node: TypedPopulation, groups: readonly Sql[]): Sql {
  const { fn, best, tiles } = node
  const of = sql`assumeNotNull(${identifier(MEASURED)})`
  const within = groups.length === 0 ? sql`` : sql`PARTITION BY ${join(groups)}`
  const order = (best: 'high' | 'low') => sql`${within} ORDER BY ${of} ${best === 'high' ? sql`DESC` : sql`ASC`}`
  const count = sql`(count() OVER (${within}))`
  const worst = best === 'high' ? 'low' : 'high'
  switch (fn) {
    case 'rank':
      return sql`toInt64(rank() OVER (${order(best)}))`
    case 'percentile':
      return sql`toFloat64((count() OVER (${order(worst)} RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) / ${count})`
    case 'tile':
      if (node.ties.length > 0) return sql`toInt64(1 + intDiv((row_number() OVER (${order(worst)}, ${tieOrder(node)}) - 1) * ${param(tiles, 'UInt32')}, ${count}))`
      return sql`toInt64(1 + intDiv((rank() OVER (${order(worst)}) - 1) * ${param(tiles, 'UInt32')}, ${count}))`
    case 'zscore': {
      const over = sql`OVER (${within})`
      return sql`if((min(${of}) ${over}) = (max(${of}) ${over}), NULL, round((${of} - (avg(${of}) ${over})) / (stddevSampStable(${of}) ${over}), 6))`
    }
  }
}

/** Worst first; who lacks a value comes before all who have it. */
function tieOrder({ ties }: TypedPopulation): Sql {
  const each = ties.map((_, at) => sql`isNotNull(${identifier(`tie_${at}`)}), ifNull(${identifier(`tie_${at}`)}, 0)`)
  return join([...each, sql`tie_hash`, sql`tie_customer`])
}
