import { createRandom, shuffled } from '../data/random.js'
import type { Tick } from '../data/fit.js'
import type { TrainGround } from '../trained/contract.js'
import type { Fitted } from '../model/fitted.js'
import { armPolicies } from './arm-policy.js'
import { assignmentOf } from './assignment.js'
import type { HeldBack, TreatedModel, TreatedPlan, TreatedRows, TreatedTraining } from './contract.js'
import { fitTreated, type AssignedPair } from './fit.js'
import { armFigures } from './figures.js'
import { importanceOfTreated } from './importance.js'
import { pairsOf, rowsWhere, takeTreated } from './pair.js'
import { scoreTreated } from './score.js'
import { takeRows } from '../data/matrix.js'

export interface TreatedInput {
  readonly plan: TreatedPlan
  readonly data: TreatedRows
  readonly seed: number
  /** Rounds of the bootstrap. */
  readonly rounds: number
}

/**
 * Learns what the arms of past campaigns change. Every figure is on customers held back: fold by fold, rows are scored by
 * a model of the other folds (a customer is in one fold for all campaigns); the model kept is of all rows. The same is done
 * once more with the treatment dealt anew by chance inside each campaign, for the placebo. Errors: LEARN_ARM_EMPTY,
 * LEARN_ARM_SMALL, LEARN_LABEL_CONSTANT, and those of the learners.
 */
export function trainTreated(ground: TrainGround, input: TreatedInput): TreatedTraining {
  const { plan, data, seed } = input
  const { tick } = ground
  const pairs = pairsOf(data)
  const assigned = pairs.map((pair) => ({ pair, ...assignmentOf(ground, plan, data, pair, seed) }))
  tick?.(0.1)
  const known = assigned.map(({ pair, propensity }): AssignedPair => ({ ...pair, propensity }))
  const { held, replicates } = heldBack(ground, plan, data, known, seed, part(tick, 0.1, 0.5))
  const dealt = dealtAnew(data, seed)
  const placebo = heldBack(ground, { ...plan, assignment: 'chance' }, dealt, pairsByChance(dealt), seed, part(tick, 0.5, 0.85)).held
  const whole = fitTreated(ground, plan, data, known, seed)
  const model: TreatedModel = { ...whole, arms: whole.arms.map((arm, at) => (plan.method === 'forest' ? arm : { ...arm, replicates: replicates.flatMap((each) => each[at] ?? []) })) }
  tick?.(0.9)
  return { model, held, balance: assigned.flatMap(({ balance }) => balance), figures: armFigures(input, known, held, { data: dealt, held: placebo }), importance: importanceOfTreated(whole, data.matrix), policies: armPolicies(data, held) }
}

function part(tick: Tick | undefined, from: number, to: number): Tick {
  return (share) => tick?.(from + share * (to - from))
}

/** Scores of every row by a model of the other folds, and the effects those models learned. */
function heldBack(ground: TrainGround, plan: TreatedPlan, data: TreatedRows, pairs: readonly AssignedPair[], seed: number, tick: Tick): { readonly held: HeldBack; readonly replicates: readonly (readonly Fitted[])[] } {
  const { length } = data.arm
  const column = (): Float64Array => new Float64Array(length).fill(Number.NaN)
  const organic = column()
  const arms = data.arms.map((arm) => ({ arm, effect: column(), response: column(), gain: data.amount === null ? null : column() }))
  const propensity = pairs.map((pair) => scattered(length, pair))
  const replicates: Fitted[][] = []
  const folds = [...new Set(data.fold)].sort()
  for (const [done, fold] of folds.entries()) {
    const train = rowsWhere(length, (row) => data.fold[row] !== fold)
    const rest = rowsWhere(length, (row) => data.fold[row] === fold)
    const some = takeTreated(data, train)
    const within = pairsOf(some).map((pair, at): AssignedPair => ({ ...pair, propensity: Float64Array.from(pair.rows, (row) => propensity[at]?.[train[row] as number] as number) }))
    const fitted = fitTreated(ground, plan, some, within, seed)
    replicates.push(fitted.arms.map(({ effect }) => effect))
    const scores = scoreTreated(fitted, takeRows(data.matrix, rest))
    place(organic, rest, scores.organic)
    scores.arms.forEach((own, at) => {
      const into = arms[at]
      if (into === undefined) return
      place(into.effect, rest, own.effect)
      place(into.response, rest, own.response)
      if (into.gain !== null && own.gain !== null) place(into.gain, rest, own.gain)
    })
    tick((done + 1) / folds.length)
  }
  return { held: { organic, arms, propensity }, replicates }
}

function place(into: Float64Array, rows: readonly number[], values: Float64Array): void {
  rows.forEach((row, at) => {
    into[row] = values[at] as number
  })
}

function scattered(length: number, { rows, propensity }: AssignedPair): Float64Array {
  const whole = new Float64Array(length).fill(Number.NaN)
  rows.forEach((row, at) => {
    whole[row] = propensity[at] as number
  })
  return whole
}

/** The same rows with the arms of each campaign dealt anew by chance. */
function dealtAnew(data: TreatedRows, seed: number): TreatedRows {
  const arm = Uint8Array.from(data.arm)
  data.campaigns.forEach((_, code) => {
    const rows = rowsWhere(arm.length, (row) => data.campaign[row] === code)
    const order = shuffled(rows.length, createRandom(seed, 0x706c + code))
    rows.forEach((row, at) => {
      arm[row] = data.arm[rows[order[at] as number] as number] as number
    })
  })
  return { ...data, arm }
}

function pairsByChance(data: TreatedRows): AssignedPair[] {
  return pairsOf(data).map((pair) => {
    const counts = data.campaigns.map(() => ({ rows: 0, treated: 0 }))
    pair.rows.forEach((row, at) => {
      const own = counts[data.campaign[row] as number]
      if (own === undefined) return
      own.rows += 1
      own.treated += pair.treatment[at] as number
    })
    const propensity = Float64Array.from(pair.rows, (row) => {
      const { treated, rows } = counts[data.campaign[row] as number] ?? { treated: 1, rows: 2 }
      return Math.min(0.99, Math.max(0.01, treated / rows))
    })
    return { ...pair, propensity }
  })
}
