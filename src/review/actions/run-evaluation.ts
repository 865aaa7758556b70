import type { Context } from '#platform/context'
import { evaluationResultSchema, type EvaluationResult } from '../contract.js'
import { evaluate, type EvaluateRequest } from './evaluate.js'
import type { ListPort } from './evaluation-units.js'

/** Computes an evaluation and keeps the result; the same date again replaces it. */
export async function runEvaluation(context: Context, lists: ListPort, request: EvaluateRequest, signal: AbortSignal): Promise<EvaluationResult> {
  const result = await evaluate(context, lists, request, signal)
  const runId = await context.runs.begin({ kind: 'evaluation', subject: request.key, asOf: result.asOf })
  const earlier = (await context.runs.visible('evaluation', request.key)).filter((run) => run.asOf === result.asOf)
  await context.runs.commit(runId, { result }, earlier.map((run) => run.id))
  return result
}

/** The newest kept result of an evaluation, or null. */
export async function latestResult(context: Context, key: string): Promise<EvaluationResult | null> {
  const run = await context.runs.latest('evaluation', key)
  return run === null ? null : evaluationResultSchema.parse(run.detail['result'])
}

/** Kept results of an evaluation, newest date first. */
export async function evaluationResults(context: Context, key: string): Promise<{ runId: number; result: EvaluationResult }[]> {
  const runs = await context.runs.visible('evaluation', key)
  return runs.map((run) => ({ runId: run.id, result: evaluationResultSchema.parse(run.detail['result']) }))
}
