import { join } from 'node:path'
import { bgNbd, matrixOf, numbers, parameterIntervals, rankCorrelation } from '#kernel/learn'
import { query, sql } from '#kernel/sql'
import type { Engine } from '../generator/engine.js'
import { ARCHETYPES } from '../generator/parameters/archetype.js'
import type { Product } from '../load/product.js'
import { measureOf, newestOf } from './analysis-rows.js'
import { percent, type Judged } from './analysis-verdict.js'

interface LifetimeFigures {
  readonly holdout: { readonly error: number; readonly predicted: number; readonly bought: number }
}

interface TrueBuyer {
  readonly cust_id: string
  readonly archetype: number
  readonly residual: number
}

/** What domain specification 2.5 TR4 asks for. */
const BOUNDS = { holdout: 0.08, correlation: 0.6, parameter: 0.15 } as const
const NAMES = ['r', 'alpha', 'a', 'b'] as const
const MONTHS = 12

/** TR4: purchases held back, the order of what is to come, and parameters of each archetype from the product's histories. */
export async function refereeLifetime(product: Product, engine: Engine, truthFolder: string): Promise<Judged> {
  const newest = await newestOf(product, 'lifetime')
  const { key } = newest
  const figures = newest.figures as LifetimeFigures
  const [expected, frequency, recency, age] = await Promise.all([`purchases_${MONTHS}m`, 'purchases', 'last_month', 'months'].map((measure) => measureOf(product, key, measure)))
  // What a customer will buy in a year: nothing once stopped, else at the rate until stopping after one of them.
  const truth = await engine.rows(query<TrueBuyer>(sql`
    SELECT cust_id, archetype, if(buy_last > 0 AND length(buy_days) >= buy_last, 0, if(buy_stop < 1e-9, buy_rate * ${MONTHS}, (1 - exp(0 - buy_rate * buy_stop * ${MONTHS})) / buy_stop)) AS residual
    FROM file(${join(truthFolder, 'truth_latent*.parquet')}) WHERE buy_rate > 1e-8`))
  const known = truth.filter(({ cust_id }) => expected?.has(cust_id))
  const correlation = rankCorrelation(known.map(({ cust_id }) => expected?.get(cust_id) ?? 0), known.map(({ residual }) => residual))
  const buying = known.filter(({ residual }) => residual > 0)
  const ofBuying = rankCorrelation(buying.map(({ cust_id }) => expected?.get(cust_id) ?? 0), buying.map(({ residual }) => residual))
  const { holdout } = figures
  const recovered = ARCHETYPES.map((each, at) => recover(known.filter(({ archetype }) => archetype === at + 1), { planted: each.purchase, name: each.en, frequency, recency, age }))
  const parameters = recovered.flatMap(({ parameters: own }) => own)
  const near = parameters.filter(({ near: is }) => is).length
  const means = recovered.flatMap(({ means: own }) => own)
  const covered = parameters.filter(({ covered: is }) => is).length
  return {
    judgements: [
      { truth: 'TR4', what: 'purchases held back 留出期购买数', found: `${percent(holdout.error)} (${holdout.predicted.toFixed(0)} / ${holdout.bought.toFixed(0)})`, wanted: `±${percent(BOUNDS.holdout)}`, met: Math.abs(holdout.error) <= BOUNDS.holdout },
      { truth: 'TR4', what: 'order of what is to come 未来购买排序', found: correlation.toFixed(3), wanted: `≥ ${BOUNDS.correlation}`, met: correlation >= BOUNDS.correlation },
      { truth: 'TR4', what: '… of those who still buy 仍会购买者', found: ofBuying.toFixed(3), wanted: `≥ ${BOUNDS.correlation}`, met: ofBuying >= BOUNDS.correlation },
      { truth: 'TR4', what: 'parameters within 15 % 参数还原', found: `${near} of ${parameters.length}`, wanted: 'all', met: near === parameters.length },
      { truth: 'TR4', what: 'mean rate and stopping within 15 % 均值还原', found: `${means.filter((gap) => Math.abs(gap) <= BOUNDS.parameter).length} of ${means.length}`, wanted: 'all', met: means.every((gap) => Math.abs(gap) <= BOUNDS.parameter) },
      { truth: 'TR4', what: 'planted inside 99 % intervals 区间覆盖', found: `${covered} of ${parameters.length}`, wanted: '≥ 95 %', met: covered >= 0.95 * parameters.length },
    ],
    notes: recovered.map(({ line }) => line),
  }
}

interface Histories {
  readonly planted: readonly [number, number, number, number]
  readonly name: string
  readonly frequency: ReadonlyMap<string, number> | undefined
  readonly recency: ReadonlyMap<string, number> | undefined
  readonly age: ReadonlyMap<string, number> | undefined
}

function recover(customers: readonly TrueBuyer[], { planted, name, frequency, recency, age }: Histories) {
  const of = (values: ReadonlyMap<string, number> | undefined) => customers.map(({ cust_id }) => values?.get(cust_id) ?? 0)
  const model = bgNbd().fit(matrixOf([numbers('frequency', of(frequency)), numbers('recency', of(recency)), numbers('age', of(age))]), null)
  const intervals = model.estimates.covariance === null ? null : parameterIntervals(model.estimates, 0.99)
  const parameters = planted.map((value, at) => {
    const found = model.estimates.values[at] ?? Number.NaN
    const interval = intervals?.[at]
    return { name: NAMES[at] ?? '', value, found, near: Math.abs(found / value - 1) <= BOUNDS.parameter, covered: interval === undefined || (interval.low <= value && value <= interval.high) }
  })
  const line = `${name.padEnd(22)} ${String(customers.length).padStart(6)}  ${parameters.map((each) => `${each.name} ${each.found.toFixed(2)}/${each.value}${each.near ? '' : '*'}`).join('  ')}`
  const [r, alpha, a, b] = model.estimates.values as [number, number, number, number]
  const means = [r / alpha / (planted[0] / planted[1]) - 1, a / (a + b) / (planted[2] / (planted[2] + planted[3])) - 1]
  return { parameters, means, line }
}
