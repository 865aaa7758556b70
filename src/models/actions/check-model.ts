import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOf, type RuleDocument, type RuleReferences, type RuleSchema, type ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { purposeMistakes } from '#privacy'
import { loadCheckSchema } from '#tags'
import { modelSchema, type Model } from '../contract.js'
import { featureKind } from '../domain/feature-column.js'

/** Checks a model: its shape, every rule and value in it, its types, and what its inputs may be used for. */
export async function checkModel(context: Context, body: unknown, lookup: DefinitionLookup): Promise<{ body: Model } | { mistakes: readonly Mistake[] }> {
  const parsed = modelSchema.safeParse(body)
  if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
  const model = parsed.data
  const schema = await loadCheckSchema(context, lookup, modelReferences(model))
  const mistakes = [...ruleMistakes(model.population, schema, 'population'), ...featureMistakes(model, schema), ...labelMistakes(model, schema), ...monotoneMistakes(model)]
  if (mistakes.length > 0) return { mistakes }
  const found = await Promise.all(modelDocuments(model).map((document) => purposeMistakes(lookup, asBody(document), model.purposes ?? [], 'purposes')))
  const purposes = [...new Map(found.flat().map((mistake) => [JSON.stringify(mistake), mistake])).values()]
  return purposes.length > 0 ? { mistakes: purposes } : { body: model }
}

/** A document as the definition it could be: a segment's rule, a tag's value. */
function asBody(document: RuleDocument | ValueDocument): object {
  return document.kind === 'rule' ? { rule: document } : { compute: document }
}

/** What a model is made of. */
export function modelReferences(model: Model): RuleReferences {
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

function modelDocuments({ population, features, label }: Model): (RuleDocument | ValueDocument)[] {
  return [population, ...features.map(({ value }) => value), label.kind === 'rule' ? label.rule : label.value]
}

function ruleMistakes(rule: RuleDocument, schema: RuleSchema, path: string): Mistake[] {
  const checked = checkRule(rule, schema)
  return checked.ok ? [] : checked.mistakes.map((mistake) => ({ ...mistake, path: `${path}.${mistake.path}` }))
}

function featureMistakes({ features }: Model, schema: RuleSchema): Mistake[] {
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

const AMOUNTS = new Set(['int', 'decimal', 'money'])

function labelMistakes({ label, task }: Model, schema: RuleSchema): Mistake[] {
  const binary = task === 'binary'
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
