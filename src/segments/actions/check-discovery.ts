import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOfAll, type RuleReferences } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { purposeMistakes } from '#privacy'
import { loadCheckSchema } from '#tags'
import { discoverySchema, type Discovery } from '../contract-discovery.js'
import { clusterFeatureKind } from '../domain/cluster-feature.js'

/** Tags, segments and others a discovery is made of. */
export function discoveryReferences({ population, outcome, features }: Pick<Discovery, 'population' | 'outcome' | 'features'>): RuleReferences {
  return referencesOfAll([population, outcome, ...features.map(({ value }) => value)])
}

/** Checks a discovery: its shape, rules and values, their types, what its inputs may be used for. */
export async function checkDiscovery(context: Context, body: unknown, lookup: DefinitionLookup): Promise<{ body: Discovery } | { mistakes: readonly Mistake[] }> {
  const parsed = discoverySchema.safeParse(body)
  if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
  const discovery = parsed.data
  const schema = await loadCheckSchema(context, lookup, discoveryReferences(discovery))
  const mistakes: Mistake[] = []
  for (const path of ['population', 'outcome'] as const) {
    const checked = checkRule(discovery[path], schema)
    if (!checked.ok) mistakes.push(...checked.mistakes.map((mistake) => ({ ...mistake, path: `${path}.${mistake.path}` })))
  }
  const keys = discovery.features.map(({ key }) => key)
  discovery.features.forEach(({ key, value }, at) => {
    if (keys.indexOf(key) < at) mistakes.push({ code: 'CLUSTER_FEATURE_REPEATED', path: `features[${at}].key`, params: { feature: key } })
    const checked = checkValue(value, schema)
    if (!checked.ok) mistakes.push(...checked.mistakes.map((mistake) => ({ ...mistake, path: `features[${at}].value.${mistake.path}` })))
    else if (clusterFeatureKind(checked.type) === null) mistakes.push({ code: 'CLUSTER_FEATURE_TYPE', path: `features[${at}].value`, params: { feature: key, type: checked.type.type } })
  })
  if (mistakes.length > 0) return { mistakes }
  const documents = [{ rule: discovery.population }, { rule: discovery.outcome }, ...discovery.features.map(({ value }) => ({ compute: value }))]
  const purposes = (await Promise.all(documents.map((document) => purposeMistakes(lookup, document, discovery.purposes ?? [], 'purposes')))).flat()
  return purposes.length > 0 ? { mistakes: [...new Map(purposes.map((one) => [JSON.stringify(one), one])).values()] } : { body: discovery }
}
