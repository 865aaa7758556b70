import type { CheckRequest, QualityResult } from './contract.js'

/** What the job of a check is given, from what a person asked for. */
export function checkInput({ asOf, source, rule }: CheckRequest): CheckRequest {
  return { ...(asOf === undefined ? {} : { asOf }), ...(source === undefined ? {} : { source }), ...(rule === undefined ? {} : { rule }) }
}

/** Results in a list come without their samples; the rule's history has them. */
export function presentBrief(result: QualityResult): QualityResult {
  return { ...result, samples: [] }
}
