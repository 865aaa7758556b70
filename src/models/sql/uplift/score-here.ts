import { rangeFactors, type TreatedSql } from '#kernel/learn'
import { identifier, join, param, sql, type Sql } from '#kernel/sql'

/** Columns one arm is computed into before arms are compared. */
function armColumns({ effect, response, money, replicates }: TreatedSql['arms'][number], at: number): Sql[] {
  const again = replicates.length < 2 ? sql`CAST([], 'Array(Float64)')` : sql`[${join(replicates.map(number))}]`
  return [
    sql`${number(effect)} AS ${identifier(`e_${at}`)}`,
    sql`${number(response)} AS ${identifier(`r_${at}`)}`,
    sql`${money === null ? sql`0.` : number(money)} AS ${identifier(`m_${at}`)}`,
    sql`${again} AS ${identifier(`a_${at}`)}`,
  ]
}

function number(value: Sql): Sql {
  return sql`toFloat64(ifNull(${value}, nan))`
}

/**
 * Writes what an uplift model says of the rows of a table into a work table (`UPLIFT_NUMBERS`), computed by the engine: the
 * same as `scoreTreated`, `bestArmOf` and `effectRanges` in a worker. The first of equally worthy arms is the best.
 */
export function insertUpliftHere(work: string, features: string, { organic, without, arms }: TreatedSql): Sql {
  const parts = join([sql`cust_no`, sql`${number(organic)} AS o`, sql`${without === null ? sql`0.` : number(without)} AS w`, ...arms.flatMap(armColumns)])
  const each = (prefix: string): Sql => sql`[${join(arms.map((_, at) => identifier(`${prefix}_${at}`)))}]`
  const gains = sql`arrayMap((e, m) -> least(1, greatest(0, o + e)) * m - o * w, es, ms)`
  const known = without !== null && arms.every(({ money }) => money !== null)
  const worths = known ? gains : sql`es`
  const { low, high } = rangeOf(arms)
  return sql`INSERT INTO ${identifier(work)} (cust_no, arm, effect, gain, organic, response, effects, effect_low, effect_high) SELECT cust_no, ${param(arms.map(({ arm }) => arm), 'Array(String)')}[best], es[best], ${known ? sql`gains[best]` : sql`NULL`}, o, rs[best], concat('[', arrayStringConcat(arrayMap(e -> toString(e), es), ','), ']'), ${low}, ${high} FROM (SELECT *, ${gains} AS gains, ${worths} AS worths, indexOf(worths, arrayMax(worths)) AS best FROM (SELECT cust_no, o, w, ${each('e')} AS es, ${each('r')} AS rs, ${each('m')} AS ms, ${each('a')} AS again FROM (SELECT ${parts} FROM ${identifier(features)})))`
}

/** Ends of the range of the best arm's effect; NULL where no arm has replicates. */
function rangeOf(arms: TreatedSql['arms']): { readonly low: Sql; readonly high: Sql } {
  const groups = arms[0]?.replicates.length ?? 0
  if (groups < 2) return { low: sql`NULL`, high: sql`NULL` }
  const { reach, scale } = rangeFactors(groups)
  const own = sql`again[best]`
  const error = sql`${param(reach, 'Float64')} * sqrt(${param(scale, 'Float64')} * arraySum(t -> pow(t - arrayAvg(${own}), 2), ${own}))`
  return { low: sql`es[best] - ${error}`, high: sql`es[best] + ${error}` }
}
