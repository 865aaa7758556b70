import { armDifference } from '../uplift/average.js'
import { upliftPolicyWorth } from '../uplift/policy.js'
import { qini } from '../uplift/qini.js'
import { upliftRankingOf } from '../uplift/ranking.js'
import { upliftInterval, upliftReport } from '../uplift/report.js'
import { fallingOrder } from '../metrics/order.js'
import type { ArmFigures, HeldBack, TreatedRows } from './contract.js'
import type { AssignedPair } from './fit.js'
import { pairsOf } from './pair.js'

const SHARES = [0.1, 0.2, 0.3] as const

interface Judging {
  readonly data: TreatedRows
  readonly seed: number
  readonly rounds: number
}

/** Figures of every arm on customers held back. */
export function armFigures({ data, seed, rounds }: Judging, pairs: readonly AssignedPair[], held: HeldBack, placebo: { readonly data: TreatedRows; readonly held: HeldBack }): ArmFigures[] {
  const byChance = pairsOf(placebo.data)
  return pairs.map((pair, at) => {
    const seen = seenOf(data, pair, held, at)
    const treated = pair.treatment.reduce((sum, one) => sum + one, 0)
    const chance = byChance[at]
    return {
      arm: pair.arm,
      treated,
      control: pair.rows.length - treated,
      average: armDifference({ ...seen, weights: seen.weights }, pair.propensity),
      averageMoney: seen.amount === null ? null : armDifference({ ...seen, outcome: seen.amount }, pair.propensity),
      report: upliftReport({ treatment: pair.treatment, outcome: seen.outcome, propensity: pair.propensity }, seen.effect, { seed, rounds }),
      moneyQini: seen.amount === null || seen.gain === null ? null : qiniOf({ ...seen, outcome: seen.amount, propensity: pair.propensity }, seen.gain, seed, rounds),
      placebo: chance === undefined ? qiniOf({ ...seen, propensity: pair.propensity }, seen.effect, seed, rounds) : placeboOf(placebo, { ...chance, propensity: byCampaign(placebo.held, at, chance.rows) }, at, { seed, rounds }),
      policies: SHARES.map((share) => ({ share, ...policyOf(seen, pair, share) })),
    }
  })
}

interface Seen {
  readonly treatment: Uint8Array
  readonly outcome: Float64Array
  readonly amount: Float64Array | null
  readonly weights: Float64Array
  readonly effect: Float64Array
  readonly gain: Float64Array | null
  readonly organic: Float64Array
  readonly response: Float64Array
}

function seenOf(data: TreatedRows, pair: { readonly rows: Uint32Array; readonly treatment: Uint8Array }, held: HeldBack, at: number): Seen {
  const take = (values: Float64Array): Float64Array => Float64Array.from(pair.rows, (row) => values[row] as number)
  const own = held.arms[at]
  const gain = own?.gain ?? null
  return {
    treatment: pair.treatment,
    outcome: take(data.outcome),
    amount: data.amount === null ? null : take(data.amount),
    weights: new Float64Array(pair.rows.length).fill(1),
    effect: take(own?.effect ?? new Float64Array(0)),
    gain: gain === null ? null : take(gain),
    organic: take(held.organic),
    response: take(own?.response ?? new Float64Array(0)),
  }
}

interface Ranked {
  readonly treatment: Uint8Array
  readonly outcome: Float64Array
  readonly propensity: Float64Array
}

function qiniOf(target: Ranked, score: Float64Array, seed: number, rounds: number) {
  const ranking = upliftRankingOf(target, score)
  return upliftInterval(ranking, (weights) => qini(ranking, weights).coefficient ?? Number.NaN, { seed, rounds })
}

function byCampaign(held: HeldBack, at: number, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => held.propensity[at]?.[row] as number)
}

function placeboOf({ data, held }: { data: TreatedRows; held: HeldBack }, pair: AssignedPair, at: number, { seed, rounds }: { seed: number; rounds: number }) {
  const seen = seenOf(data, pair, held, at)
  return qiniOf({ ...seen, propensity: pair.propensity }, seen.effect, seed, rounds)
}

/** Worth of treating the best share, by what the arm brings (money where known), over treating nobody and everybody. */
function policyOf(seen: Seen, pair: AssignedPair, share: number): Pick<ArmFigures['policies'][number], 'outcome' | 'money'> {
  const worth = seen.gain ?? seen.effect
  const policy = new Uint8Array(worth.length)
  const order = fallingOrder(worth)
  for (let place = 0; place < Math.round(share * worth.length); place += 1) policy[order[place] as number] = 1
  const { treatment, outcome, amount, gain } = seen
  const { propensity } = pair
  const means = { treated: seen.organic.map((chance, row) => chance + (seen.effect[row] as number)), control: seen.organic }
  return {
    outcome: upliftPolicyWorth({ treatment, outcome, propensity }, policy, { means }),
    money: amount === null || gain === null ? null : upliftPolicyWorth({ treatment, outcome: amount, propensity }, policy, { means: { treated: gain, control: new Float64Array(gain.length) } }),
  }
}
