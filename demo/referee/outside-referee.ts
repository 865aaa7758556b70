import { join } from 'node:path'
import { rankCorrelation } from '#kernel/learn'
import { query, sql } from '#kernel/sql'
import type { Engine } from '../generator/engine.js'
import type { Product } from '../load/product.js'
import type { Judged } from './analysis-verdict.js'
import { publishedScores } from './published-scores.js'

/** What C03 asks for: customers put in the order of what they have elsewhere, better than their assets here do. Of a bank of 5,000 some 400 told: there the order alone is judged. */
const BOUNDS = { rank: 0.55, level: [0.75, 1.35], smallRank: 0.5 } as const

/** C03: the estimate of assets elsewhere against the truth of everybody, most of whom never told. */
export async function refereeOutside(product: Product, engine: Engine, truthFolder: string, model: string): Promise<Judged> {
  const { scores, asOf } = await publishedScores(product, model)
  const truth = await engine.rows(query<{ cust_id: string; outside: number; here: number }>(sql`
    SELECT cust_id, toFloat64(outside_assets) AS outside, toFloat64(aum_base) AS here FROM file(${join(truthFolder, 'truth_latent*.parquet')})`))
  const known = truth.filter(({ cust_id }) => scores.has(cust_id))
  const outside = known.map((row) => row.outside)
  const said = known.map(({ cust_id }) => scores.get(cust_id) ?? 0)
  const [own, naive] = [rankCorrelation(said, outside), rankCorrelation(known.map(({ here }) => here), outside)]
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  const level = sum(said) / sum(outside)
  return {
    judgements: [
      { truth: 'C03', what: 'rank of assets elsewhere 行外资产排序', found: own.toFixed(3), wanted: `≥ ${BOUNDS.rank}, assets here 行内资产 ${naive.toFixed(3)}`, met: own >= BOUNDS.rank && own > naive, small: own >= BOUNDS.smallRank },
      { truth: 'C03', what: 'level of all 总量之比', found: level.toFixed(2), wanted: `${BOUNDS.level[0]} … ${BOUNDS.level[1]}`, met: level >= BOUNDS.level[0] && level <= BOUNDS.level[1] },
    ],
    notes: [`${model} as of ${asOf}: ${known.length} customers`],
  }
}
