import type { Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOfAll, type RuleDocument, type RuleReferences, type RuleSchema, type ValueDocument } from '#kernel/rule'
import type { DefinitionLookup } from '#platform/definition'
import { purposeMistakes } from '#privacy'
import type { Model } from '../contract.js'
import { featureKind } from '../domain/feature-column.js'

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
  return referencesOfAll(modelDocuments(model))
}

/** The parts of a model that are documents; an uplift model has no label. */
type ModelParts = Pick<Model, 'population' | 'features'> & { readonly label?: Model['label'] }

function modelDocuments({ population, features, label }: ModelParts): (RuleDocument | ValueDocument)[] {
  const outcome = label === undefined ? [] : [label.kind === 'rule' ? label.rule : label.value]
  return [population, ...features.map(({ value }) => value), ...outcome]
}

/** Mistakes of a rule, under the path of its place. */
export function ruleMistakes(rule: RuleDocument, schema: RuleSchema, path: string): Mistake[] {
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
