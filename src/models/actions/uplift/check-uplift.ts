import { issueMistakes, type Mistake } from '#kernel/error'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { loadCheckSchema } from '#tags'
import { upliftModelSchema, type UpliftBody } from '../../contract-uplift.js'
import { scheduleMistakes } from '../check-schedule.js'
import { featureMistakes, modelReferences, purposesOf, ruleMistakes } from '../check-parts.js'

/** Whether a body is of the task uplift, whole or not. */
export function isUplift(body: unknown): body is UpliftBody {
  return typeof body === 'object' && body !== null && 'task' in body && body.task === 'uplift'
}

/** Checks an uplift model: its shape, its rules and values, and what its inputs may be used for. */
export async function checkUplift(context: Context, body: unknown, lookup: DefinitionLookup): Promise<{ body: UpliftBody } | { mistakes: readonly Mistake[] }> {
  const parsed = upliftModelSchema.safeParse(body)
  if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
  const model = parsed.data
  const schema = await loadCheckSchema(context, lookup, modelReferences(model))
  const mistakes = [...ruleMistakes(model.population, schema, 'population'), ...featureMistakes(model, schema), ...shareMistakes(model), ...scheduleMistakes(model)]
  if (mistakes.length > 0) return { mistakes }
  const purposes = await purposesOf(lookup, model)
  return purposes.length > 0 ? { mistakes: purposes } : { body: model }
}

function shareMistakes({ treatment }: UpliftBody): Mistake[] {
  return Object.keys(treatment.shares ?? {})
    .filter((campaign) => !treatment.campaigns.includes(campaign))
    .map((campaign) => ({ code: 'MODEL_CAMPAIGN_UNKNOWN', path: `treatment.shares.${campaign}`, params: { campaign } }))
}
