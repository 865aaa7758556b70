import { explainTrained, planShapley, shapleyOf, toLogit, type Explanation, type Matrix } from '#kernel/learn'
import type { Context } from '#platform/context'
import type { ReasonMethod } from '../../contract.js'
import type { FittedModel, PluggedModel } from '../../domain/plugged-model.js'
import { askEndpoint } from './ask-endpoint.js'
import { uncalibrated } from './score-plug.js'

export type ExplainedScore = Explanation & { readonly method: ReasonMethod }

/** Orders of a sample are drawn alike for everybody. */
const SEED = 1

/**
 * Reasons of one customer's score, largest first: by the model's own parts where it shows them, else as Shapley values of
 * the score against the typical customer of its training rows.
 */
export async function explainScore(context: Context, fitted: FittedModel, matrix: Matrix): Promise<ExplainedScore> {
  if (fitted.kind === 'trained') return { ...explainTrained(fitted, matrix, 0), method: fitted.model.kind === 'boosting' ? 'tree-shap' : 'coefficients' }
  return (await ownReasons(context, fitted, matrix)) ?? shapley(context, fitted, matrix)
}

/** Reasons a scoring service gives itself. */
async function ownReasons(context: Context, { plug }: PluggedModel, matrix: Matrix): Promise<ExplainedScore | null> {
  if (plug.kind !== 'http') return null
  const [answer] = await askEndpoint(context, plug, matrix)
  if (answer?.base === undefined || answer.reasons === undefined) return null
  const values = new Map(matrix.columns.map((column) => [column.name, column.kind === 'number' ? (column.values[0] ?? null) : (column.levels[column.codes[0] ?? -1] ?? null)]))
  const reasons = answer.reasons.filter(({ feature }) => values.has(feature)).map(({ feature, effect }) => ({ feature, effect, value: known(values.get(feature)) }))
  return { base: answer.base, method: 'service', reasons: reasons.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)) }
}

function known(value: string | number | null | undefined): string | number | null {
  return typeof value === 'number' && Number.isNaN(value) ? null : (value ?? null)
}

async function shapley(context: Context, fitted: PluggedModel, matrix: Matrix): Promise<ExplainedScore> {
  const plan = planShapley(matrix, 0, fitted.typical, SEED)
  const scores = await uncalibrated(context, fitted, plan.matrix)
  const found = shapleyOf(plan, fitted.target === 'probability' ? toLogit(scores) : scores)
  return { ...found, base: Number.isFinite(found.base) ? found.base : 0, method: plan.method === 'exact' ? 'shapley-exact' : 'shapley-sampled' }
}
