import { z } from 'zod'
import { RANGE_LEVEL } from '#kernel/learn'
import type { Actor } from '#platform/access/contract'
import { scoreRunSchema } from './contract.js'
import type { ScoredRow } from './sql/score-queries.js'
import type { UpliftRow } from './sql/uplift/uplift-scores.js'

/** What a scoring run keeps of itself. */
export const scoreRunDetail = scoreRunSchema.omit({ runId: true, asOf: true, scoredAt: true })

/** A scored customer as people see it: the bank's number, never ours. */
export function presentScored(row: ScoredRow) {
  return { custId: row.cust_id, orgPath: row.org_path, score: row.score, decile: row.decile }
}

/** A feature's value: to the one digit for whoever sees customers masked, exact to the branch line. */
export function presentValue(value: string | number | null, actor: Actor): string | number | null {
  if (typeof value !== 'number' || actor.scope.masking === 'clear') return value
  return Number(value.toPrecision(1))
}

/** What an uplift model says of a customer as people see it; effects with their arms. */
export function presentUplift(row: UpliftRow, arms: readonly string[]) {
  const { arm, effect, gain, organic, response, quadrant, effects, effect_low: low, effect_high: high } = row
  const range = low === null || high === null ? null : { low, high, level: RANGE_LEVEL }
  return { arm, effect, range, gain, organic, response, quadrant, effects: numbersIn(effects).map((own, at) => ({ arm: arms[at] ?? '', effect: own })) }
}

function numbersIn(json: string): number[] {
  return z.array(z.number()).parse(JSON.parse(json))
}
