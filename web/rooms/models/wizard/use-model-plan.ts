import { type ModelPlan, planSchema } from '#models/contract'
import { type PostAnswer, usePosted } from '../../../api/posted.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { MODELS } from '../models-paths.js'

/** What training the draft would do today, asked again when it rests. */
export function useModelPlan(draft: object): PostAnswer<ModelPlan> {
  const settled = useSettled(draft)
  return usePosted(`${MODELS}/plan`, { body: settled }, planSchema)
}
