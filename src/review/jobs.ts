import { issueMistakes, type Mistake } from '#kernel/error'
import type { Context } from '#platform/context'
import { runEvaluation } from './actions/run-evaluation.js'
import type { EvaluateRequest } from './actions/evaluate.js'
import type { ListPort } from './actions/evaluation-units.js'
import { evaluationSchema, type Evaluation, type EvaluationResult } from './contract.js'

/** The job that evaluates, and the definitions of evaluations. */
export function registerReview(context: Context, lists: ListPort): void {
  context.jobs.register<EvaluateRequest, EvaluationResult>({
    kind: 'review.evaluate',
    titleZh: '评估活动效果',
    titleEn: 'Evaluate a campaign',
    afterCrash: 'resume',
    exclusive: (input) => `evaluation:${input.key}`,
    run: (run) => {
      run.progress({ step: 'evaluating' })
      return runEvaluation(context, lists, run.input, run.signal)
    },
  })
  context.definitions.register<Evaluation>({
    kind: 'evaluation',
    order: 50,
    permissions: { read: 'review.read', write: 'review.write' },
    async check(body) {
      const parsed = evaluationSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const mistakes = checkEvaluation(parsed.data)
      return mistakes.length > 0 ? { mistakes } : { body: parsed.data }
    },
    references(body) {
      const latest = (kind: string, key: string) => ({ kind, key, version: 'latest' as const })
      return [
        ...body.metrics.map((key) => latest('metric', key)),
        ...body.by.map((key) => latest('tag', key)),
        ...(body.segment === undefined ? [] : [latest('segment', body.segment)]),
        ...('strategy' in body.of ? [latest('strategy', body.of.strategy)] : []),
      ]
    },
  })
}

function checkEvaluation(evaluation: Evaluation): Mistake[] {
  const mistakes: Mistake[] = []
  const arms = Object.keys(evaluation.shares)
  if (!arms.includes(evaluation.control)) mistakes.push({ code: 'EVALUATION_NO_CONTROL', path: 'control', params: { control: evaluation.control } })
  if (arms.length < 2) mistakes.push({ code: 'EVALUATION_ONE_ARM', path: 'shares', params: {} })
  const sum = arms.reduce((total, arm) => total + (evaluation.shares[arm] ?? 0), 0)
  if (Math.abs(sum - 1) > 1e-6) mistakes.push({ code: 'EVALUATION_SHARES', path: 'shares', params: { sum } })
  return mistakes
}
