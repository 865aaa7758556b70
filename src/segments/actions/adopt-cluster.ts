import { fail } from '#kernel/error'
import { checkValue, type RuleDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { loadRuleGround, noMembers } from '#tags'
import type { AdoptCluster } from '../contract-clustering.js'
import type { Segment } from '../contract.js'
import { ruleOfCluster, type SpokenFeature } from '../domain/cluster-rule.js'
import { CLUSTERING_RUN, clusterRun, type FoundClusters } from './cluster-runs.js'
import { runMark } from './run-mark.js'

const EVERYBODY: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }

/**
 * Drafts a segment of a cluster: by its surrogate rules, by membership of the run, or by both (hybrid). Audited.
 * @throws AppError CLUSTER_UNKNOWN, CLUSTER_WITHOUT_RULES, CLUSTER_NOT_RUN
 */
export async function adoptCluster(context: Context, place: { key: string; run: number }, wanted: AdoptCluster, actor: Actor): Promise<{ key: string; revision: number }> {
  const { run, found } = await clusterRun(context, place.key, place.run)
  if (wanted.cluster >= run.clusters) fail('CLUSTER_UNKNOWN', { cluster: wanted.cluster, clusters: run.clusters })
  const cluster = { clustering: place.key, run: run.trainedRun, cluster: wanted.cluster, mark: runMark(context, CLUSTERING_RUN, run.trainedRun) }
  const rule = wanted.way === 'cluster' ? EVERYBODY : (wanted.rule ?? (await surrogateRule(context, found, wanted.cluster)))
  const body = { rule, ...(wanted.way === 'rule' ? {} : { cluster }) }
  const { key, revision } = await context.definitions.create<Segment>('segment', { key: wanted.key, name: wanted.name, body }, actor)
  await context.audit.record(actor, { action: 'cluster.adopt', objectKind: 'segment', objectKey: key })
  return { key, revision }
}

async function surrogateRule(context: Context, found: FoundClusters, cluster: number): Promise<RuleDocument> {
  const { schema } = await loadRuleGround(context, { asOf: undefined, members: noMembers })
  const spoken = new Map<string, SpokenFeature>()
  for (const { key, value } of found.features) {
    const checked = checkValue(value, schema)
    if (checked.ok) spoken.set(key, { value: value.value, type: checked.type })
  }
  const card = found.cards[cluster]
  return (card === undefined ? null : ruleOfCluster(card, spoken)) ?? fail('CLUSTER_WITHOUT_RULES', { cluster: cluster + 1 })
}
