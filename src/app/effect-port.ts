import { z } from 'zod'
import type { Context } from '#platform/context'
import { evaluationResultSchema, evaluationSchema } from '#review/contract'
import type { EffectPort } from '#tags'

const detailSchema = z.object({ result: evaluationResultSchema })

/** Results of evaluated strategies for the evaluation of tags: of each run the first metric of each arm, where it could be computed. */
export function effectPort(context: Context): EffectPort {
  return {
    async effects(strategies) {
      const heads = await context.definitions.list('evaluation')
      const effects = await Promise.all(
        heads.map(async ({ key, body }) => {
          const parsed = evaluationSchema.safeParse(body)
          const strategy = parsed.success && 'strategy' in parsed.data.of ? parsed.data.of.strategy : null
          if (strategy === null || !strategies.includes(strategy)) return []
          const runs = await context.runs.visible('evaluation', key)
          return runs.flatMap(({ asOf, detail }) => {
            const found = detailSchema.safeParse(detail)
            const [first] = found.success ? found.data.result.metrics : []
            if (first?.ci_low == null || first.ci_high === null) return []
            const sign = first.better === 'lower' ? -1 : 1
            const [low, high] = [sign * first.ci_low, sign * first.ci_high].sort((a, b) => a - b)
            return [{ strategy, metric: first.metric, at: asOf, diff: sign * first.diff, low: low ?? 0, high: high ?? 0 }]
          })
        }),
      )
      return effects.flat()
    },
  }
}
