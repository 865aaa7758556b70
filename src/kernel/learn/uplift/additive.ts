import { fail } from '#kernel/error'
import { takeRows, type Matrix } from '../data/matrix.js'
import type { Explanation, Fitted, ModelKind } from '../model/fitted.js'

const CLOSE = 1e-8
const LINKS: readonly ((sum: number) => number)[] = [
  (sum) => sum,
  (sum) => 1 / (1 + Math.exp(-sum)),
  (sum) => Math.exp(sum),
]

/**
 * An explanation in units of the score. Where a model adds its reasons up before a link (log-odds, log of a mean), each is
 * given its share of the way from link(base) to link(sum) in proportion: the integrated gradients of the link along the
 * straight way (Sundararajan, Taly and Yan 2017; Aumann and Shapley 1974). The link is the one that leads from the sum
 * to the score. Error: LEARN_MODEL_UNREADABLE when none of identity, logistic and exponential does.
 */
export function inUnitsOfScore(
  kind: ModelKind<Fitted>,
  model: Fitted,
  matrix: Matrix,
  row: number,
): Explanation {
  const score = kind.score(model, takeRows(matrix, [row]))[0] as number
  const { base, reasons } = kind.explain(model, matrix, row)
  const way = reasons.reduce((sum, reason) => sum + reason.effect, 0)
  const link = LINKS.find((one) => Math.abs(one(base + way) - score) <= CLOSE * (1 + Math.abs(score)))
  if (link === undefined) fail('LEARN_MODEL_UNREADABLE', { reason: `${model.kind}: link` })
  const from = link(base)
  if (way === 0) return { base: score, reasons }
  // What rounding leaves of the sum stays with the score: base and effects give it exactly enough.
  const ratio = Math.abs(way) < 1e-12 ? slopeOf(link, base) : (score - from) / way
  return { base: from, reasons: reasons.map((reason) => ({ ...reason, effect: reason.effect * ratio })) }
}

function slopeOf(link: (sum: number) => number, at: number): number {
  return (link(at + 1e-6) - link(at - 1e-6)) / 2e-6
}

/** A weighted sum of explanations, feature by feature in the order of the first. */
export function combined(parts: readonly (readonly [number, Explanation])[]): Explanation {
  const first = parts[0]?.[1] ?? { base: 0, reasons: [] }
  const base = parts.reduce((sum, [weight, part]) => sum + weight * part.base, 0)
  const reasons = first.reasons.map((reason) => {
    const effect = parts.reduce((sum, [weight, part]) => {
      return sum + weight * (part.reasons.find((one) => one.feature === reason.feature)?.effect ?? 0)
    }, 0)
    return { ...reason, effect }
  })
  return { base, reasons }
}
