import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOf, type RuleDocument, type RuleReferences, type RuleSchema, type ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { cronFault } from '#ingest'
import { purposeMistakes } from '#privacy'
import { loadCheckSchema } from '#tags'
import { modelSchema, type Model } from '../contract.js'
import type { UpliftBody } from '../contract-uplift.js'
import { featureKind, type FeatureKind } from '../domain/feature-column.js'
import { isPlug } from '../domain/plugged-model.js'
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

/** What a model's inputs may not be used for, each said once. */
export async function purposesOf(lookup: DefinitionLookup, model: ModelParts & { readonly purposes?: string[] | undefined }): Promise<Mistake[]> {
  const found = await Promise.all(modelDocuments(model).map((document) => purposeMistakes(lookup, asBody(document), model.purposes ?? [], 'purposes')))
  return [...new Map(found.flat().map((mistake) => [JSON.stringify(mistake), mistake])).values()]
}

/** A document as the definition it could be: a segment's rule, a tag's value. */
function asBody(document: RuleDocument | ValueDocument): object {
  return document.kind === 'rule' ? { rule: document } : { compute: document }
}

/** What a model is made of. */
export function modelReferences(model: ModelParts): RuleReferences {
  const each = modelDocuments(model).map(referencesOf)
  const unique = <Item>(items: readonly Item[]): Item[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
  return {
    tags: unique(each.flatMap(({ tags }) => tags)),
    attrs: unique(each.flatMap(({ attrs }) => attrs)),
    facts: unique(each.flatMap(({ facts }) => facts)),
    segments: unique(each.flatMap(({ segments }) => segments)),
    lists: unique(each.flatMap(({ lists }) => lists)),
    params: unique(each.flatMap(({ params }) => params)),
  }
}

/** The parts of a model that are documents; an uplift model has no label. */
type ModelParts = Pick<Model, 'population' | 'features'> & { readonly label?: Model['label'] }

function modelDocuments({ population, features, label }: ModelParts): (RuleDocument | ValueDocument)[] {
  const outcome = label === undefined ? [] : [label.kind === 'rule' ? label.rule : label.value]
  return [population, ...features.map(({ value }) => value), ...outcome]
}

function ruleMistakes(rule: RuleDocument, schema: RuleSchema, path: string): Mistake[] {
  const checked = checkRule(rule, schema)
  return checked.ok ? [] : checked.mistakes.map((mistake) => ({ ...mistake, path: `${path}.${mistake.path}` }))
}

/** Mistakes of the features: keys, values, types. */
export function featureMistakes({ features }: Pick<Model, 'features'>, schema: RuleSchema): Mistake[] {
  const seen = new Set<string>()
  return features.flatMap(({ key, value }, at): Mistake[] => {
    const path = `features[${at}]`
    const again: Mistake[] = seen.has(key) ? [{ code: 'MODEL_FEATURE_REPEATED', path: `${path}.key`, params: { feature: key } }] : []
    seen.add(key)
    const checked = checkValue(value, schema)
    if (!checked.ok) return [...again, ...checked.mistakes.map((mistake) => ({ ...mistake, path: `${path}.value.${mistake.path}` }))]
    return featureKind(checked.type) === null ? [...again, { code: 'MODEL_FEATURE_TYPE', path: `${path}.value`, params: { feature: key, type: checked.type.type } }] : again
  })
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

function labelMistakes({ label, task }: Model, schema: RuleSchema): Mistake[] {
  const binary = task === 'binary'
  if (binary === (label.kind === 'value')) return [{ code: 'MODEL_LABEL_TYPE', path: 'label.kind', params: { type: label.kind, task } }]
  if (label.kind === 'rule') return ruleMistakes(label.rule, schema, 'label.rule')
  const checked = checkValue(label.value, schema)
  if (!checked.ok) return checked.mistakes.map((mistake) => ({ ...mistake, path: `label.value.${mistake.path}` }))
  return AMOUNTS.has(checked.type.type) ? [] : [{ code: 'MODEL_LABEL_TYPE', path: 'label.value', params: { type: checked.type.type, task } }]
}

function scheduleMistakes({ monitor }: Model): Mistake[] {
  const fault = monitor?.schedule.kind === 'cron' ? cronFault(monitor.schedule.cron) : null
  return fault === null ? [] : [{ code: 'SCHEDULE_INVALID', path: 'monitor.schedule.cron', params: { reason: fault } }]
}

function monotoneMistakes({ algorithm, features }: Model): Mistake[] {
  const named = algorithm.kind === 'boosting' ? Object.keys(algorithm.monotone ?? {}) : []
  return named
    .filter((key) => !features.some((feature) => feature.key === key))
    .map((key) => ({ code: 'MODEL_FEATURE_UNKNOWN', path: `algorithm.monotone.${key}`, params: { feature: key } }))
}
