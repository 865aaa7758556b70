import { join } from 'node:path'
import { bgNbd, bgNbdExpected, matrixOf, numbers, parameterIntervals, rankCorrelation } from '#kernel/learn'
import { query, sql } from '#kernel/sql'
import type { Engine } from '../generator/engine.js'
import { ARCHETYPES } from '../generator/parameters/archetype.js'
import type { Product } from '../load/product.js'
import { measureOf, newestOf } from './analysis-rows.js'
import { percent, type Judged, type Judgement } from './analysis-verdict.js'

interface LifetimeFigures {
  readonly holdout: { readonly error: number; readonly predicted: number; readonly bought: number }
}

interface TrueBuyer {
  readonly cust_id: string
  readonly archetype: number
  readonly residual: number
}

/**
 * What domain specification 2.5 TR4 asks for; `behind`, ours, is how far the order may stay behind planted parameters, which know
 * each one's archetype as no bank does; `small` the widest count error on a bank of a few thousand.
 */
const BOUNDS = { holdout: 0.08, correlation: 0.6, parameter: 0.15, behind: 0.05, small: 0.15 } as const
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
  const { holdout } = figures
  const recovered = ARCHETYPES.map((each, at) => recover(known.filter(({ archetype }) => archetype === at + 1), { planted: each.purchase, name: each.en, frequency, recency, age }))
  const parameters = recovered.flatMap(({ parameters: own }) => own)
  const near = parameters.filter(({ near: is }) => is).length
  const means = recovered.flatMap(({ means: own }) => own)
  const covered = parameters.filter(({ covered: is }) => is).length
  return {
    judgements: [
      { truth: 'TR4', what: 'purchases held back 留出期购买数', found: `${percent(holdout.error)} (${holdout.predicted.toFixed(0)} / ${holdout.bought.toFixed(0)})`, wanted: `±${percent(BOUNDS.holdout)}`, met: Math.abs(holdout.error) <= BOUNDS.holdout, small: Math.abs(holdout.error) <= BOUNDS.small },
      ...judgeOrder(known, (id) => expected?.get(id) ?? 0, new Map(recovered.flatMap(({ knowable }) => knowable))),
      { truth: 'TR4', what: 'parameters within 15 % 参数还原', found: `${near} of ${parameters.length}`, wanted: 'all', met: near === parameters.length, beyond: parameters.every(({ near: is, wide }) => is || wide) },
      { truth: 'TR4', what: '… mean rate and stopping 均值还原', found: `${means.filter((gap) => Math.abs(gap) <= BOUNDS.parameter).length} of ${means.length}`, wanted: 'all', met: means.every((gap) => Math.abs(gap) <= BOUNDS.parameter) },
      { truth: 'TR4', what: '… planted inside 99 % intervals 区间覆盖', found: `${covered} of ${parameters.length}`, wanted: '≥ 95 %', met: covered >= 0.95 * parameters.length },
    ],
    notes: recovered.map(({ line }) => line),
  }
}

/**
 * The order of what is to come against the truth, and against what could be known: the expectation by the planted parameters
 * of each one's archetype given the same history. Where that misses the bound too, it is beyond everybody's reach.
 */
export function judgeOrder(customers: readonly Pick<TrueBuyer, 'cust_id' | 'residual'>[], expected: (id: string) => number, knowable: ReadonlyMap<string, number>): Judgement[] {
  const of = (members: typeof customers) => {
    const residuals = members.map(({ residual }) => residual)
    return { own: rankCorrelation(members.map(({ cust_id }) => expected(cust_id)), residuals), reach: rankCorrelation(members.map(({ cust_id }) => knowable.get(cust_id) ?? 0), residuals) }
  }
  const [all, buying] = [of(customers), of(customers.filter(({ residual }) => residual > 0))]
  const judgement = (what: string, { own, reach }: typeof all): Judgement => ({ truth: 'TR4', what, found: own.toFixed(3), wanted: `≥ ${BOUNDS.correlation} (planted parameters ${reach.toFixed(3)})`, met: own >= BOUNDS.correlation, beyond: reach < BOUNDS.correlation })
  return [
    judgement('order of what is to come 未来购买排序', all),
    judgement('… of those who still buy 仍会购买者', buying),
    { truth: 'TR4', what: '… behind what can be known 与可知上限之差', found: (all.reach - all.own).toFixed(3), wanted: `≤ ${BOUNDS.behind}`, met: all.reach - all.own <= BOUNDS.behind, small: all.reach - all.own <= 2 * BOUNDS.behind },
  ]
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
  const matrix = matrixOf([numbers('frequency', of(frequency)), numbers('recency', of(recency)), numbers('age', of(age))])
  const model = bgNbd().fit(matrix, null)
  const intervals = model.estimates.covariance === null ? null : parameterIntervals(model.estimates, 0.99)
  const parameters = planted.map((value, at) => {
    const found = model.estimates.values[at] ?? Number.NaN
    const interval = intervals?.[at]
    return { name: NAMES[at] ?? '', value, found, wide: interval === undefined || (interval.high - interval.low) / 2 > BOUNDS.parameter * value, near: Math.abs(found / value - 1) <= BOUNDS.parameter, covered: interval === undefined || (interval.low <= value && value <= interval.high) }
  })
  const line = `${name.padEnd(22)} ${String(customers.length).padStart(6)}  ${parameters.map((each) => `${each.name} ${each.found.toFixed(2)}/${each.value}${each.near ? '' : '*'}`).join('  ')}`
  const [r, alpha, a, b] = model.estimates.values as [number, number, number, number]
  const means = [r / alpha / (planted[0] / planted[1]) - 1, a / (a + b) / (planted[2] / (planted[2] + planted[3])) - 1]
  // What the truth itself would expect of the same histories.
  const planned = bgNbdExpected({ ...model, estimates: { ...model.estimates, values: [...planted] } }, matrix, MONTHS)
  return { parameters, means, line, knowable: customers.map(({ cust_id }, at) => [cust_id, planned[at] ?? 0] as const) }
}
