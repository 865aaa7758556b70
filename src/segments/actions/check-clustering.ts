import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOfAll, type RuleReferences } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { purposeMistakes } from '#privacy'
import { loadCheckSchema } from '#tags'
import { clusteringSchema, MOST_FULL, type Clustering } from '../contract-clustering.js'
import { clusterFeatureKind } from '../domain/cluster-feature.js'

/** Tags, segments and others a clustering is made of. */
export function clusteringReferences({ population, features }: Pick<Clustering, 'population' | 'features'>): RuleReferences {
  return referencesOfAll([population, ...features.map(({ value }) => value)])
}

/** Checks a clustering: its shape, its rule and values, their types, what its inputs may be used for. */
export async function checkClustering(context: Context, body: unknown, lookup: DefinitionLookup): Promise<{ body: Clustering } | { mistakes: readonly Mistake[] }> {
  const parsed = clusteringSchema.safeParse(body)
  if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
  const clustering = parsed.data
  const schema = await loadCheckSchema(context, lookup, clusteringReferences(clustering))
  const rule = checkRule(clustering.population, schema)
  const mistakes: Mistake[] = rule.ok ? [] : rule.mistakes.map((mistake) => ({ ...mistake, path: `population.${mistake.path}` }))
  const seen = new Set<string>()
  clustering.features.forEach(({ key, value }, at) => {
    if (seen.has(key)) mistakes.push({ code: 'CLUSTER_FEATURE_REPEATED', path: `features[${at}].key`, params: { feature: key } })
    seen.add(key)
    const checked = checkValue(value, schema)
    if (!checked.ok) mistakes.push(...checked.mistakes.map((mistake) => ({ ...mistake, path: `features[${at}].value.${mistake.path}` })))
    else if (clusterFeatureKind(checked.type) === null) mistakes.push({ code: 'CLUSTER_FEATURE_TYPE', path: `features[${at}].value`, params: { feature: key, type: checked.type.type } })
  })
  if (typeof clustering.clusters !== 'number' && clustering.clusters.from >= clustering.clusters.to) mistakes.push({ code: 'CLUSTER_RANGE', path: 'clusters', params: { ...clustering.clusters } })
  if (clustering.kernel === 'gaussian-mixture' && clustering.covariance === 'full' && clustering.features.length > MOST_FULL) mistakes.push({ code: 'CLUSTER_FULL_WIDE', path: 'covariance', params: { most: MOST_FULL } })
  if (mistakes.length > 0) return { mistakes }
  const documents = [{ rule: clustering.population }, ...clustering.features.map(({ value }) => ({ compute: value }))]
  const purposes = (await Promise.all(documents.map((document) => purposeMistakes(lookup, document, clustering.purposes ?? [], 'purposes')))).flat()
  return purposes.length > 0 ? { mistakes: [...new Map(purposes.map((one) => [JSON.stringify(one), one])).values()] } : { body: clustering }
}
