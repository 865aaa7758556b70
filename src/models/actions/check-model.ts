import { issueMistakes, type Mistake } from '#kernel/error'
import { checkValue, type RuleSchema } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { loadCheckSchema } from '#tags'
import { modelSchema, type Model } from '../contract.js'
import type { UpliftBody } from '../contract-uplift.js'
import { featureKind, type FeatureKind } from '../domain/feature-column.js'
import { isPlug } from '../domain/plugged-model.js'
import { scheduleMistakes } from './check-schedule.js'
import { featureMistakes, modelReferences, purposesOf, ruleMistakes } from './check-parts.js'
import { plugMistakes } from './plug/check-plug.js'
import { checkUplift, isUplift } from './uplift/check-uplift.js'

/** Checks a model: its shape, every rule and value in it, its types, and what its inputs may be used for. */
export async function checkModel(context: Context, body: unknown, lookup: DefinitionLookup): Promise<{ body: Model | UpliftBody } | { mistakes: readonly Mistake[] }> {
  if (isUplift(body)) return checkUplift(context, body, lookup)
  const parsed = modelSchema.safeParse(body)
  if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
  const model = parsed.data
  const schema = await loadCheckSchema(context, lookup, modelReferences(model))
  const mistakes = [...ruleMistakes(model.population, schema, 'population'), ...featureMistakes(model, schema), ...labelMistakes(model, schema), ...monotoneMistakes(model), ...scheduleMistakes(model)]
  if (mistakes.length > 0) return { mistakes }
  const misfits = isPlug(model.algorithm) ? await plugMistakes(context, model.algorithm, featureKinds(model, schema)) : []
  if (misfits.length > 0) return { mistakes: misfits }
  const purposes = await purposesOf(lookup, model)
  return purposes.length > 0 ? { mistakes: purposes } : { body: model }
}

/** Features that were checked already, each with what it is kept as. */
function featureKinds({ features }: Model, schema: RuleSchema): { key: string; kind: FeatureKind }[] {
  return features.flatMap(({ key, value }) => {
    const checked = checkValue(value, schema)
    const kind = checked.ok ? featureKind(checked.type) : null
    return kind === null ? [] : [{ key, kind }]
  })
}

const AMOUNTS = new Set(['int', 'decimal', 'money'])

function labelMistakes({ label, task, scale }: Model, schema: RuleSchema): Mistake[] {
  const binary = task === 'binary'
  if (binary && scale === 'log') return [{ code: 'MODEL_LABEL_TYPE', path: 'scale', params: { type: scale, task } }]
  if (binary === (label.kind === 'value')) return [{ code: 'MODEL_LABEL_TYPE', path: 'label.kind', params: { type: label.kind, task } }]
  if (label.kind === 'rule') return ruleMistakes(label.rule, schema, 'label.rule')
  const checked = checkValue(label.value, schema)
  if (!checked.ok) return checked.mistakes.map((mistake) => ({ ...mistake, path: `label.value.${mistake.path}` }))
  return AMOUNTS.has(checked.type.type) ? [] : [{ code: 'MODEL_LABEL_TYPE', path: 'label.value', params: { type: checked.type.type, task } }]
}

function monotoneMistakes({ algorithm, features }: Model): Mistake[] {
  const named = algorithm.kind === 'boosting' ? Object.keys(algorithm.monotone ?? {}) : []
  return named
    .filter((key) => !features.some((feature) => feature.key === key))
    .map((key) => ({ code: 'MODEL_FEATURE_UNKNOWN', path: `algorithm.monotone.${key}`, params: { feature: key } }))
}
