import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { HypothesisAdopt } from '../../contract-hypothesis.js'
import type { Segment } from '../../contract.js'
import { ruleWithin } from '../../domain/hypothesis-rule.js'
import { changeCard, getCard } from '../../store/hypothesis-store.js'
import { clusterRun } from '../cluster-runs.js'
import { requireOrg } from './card-work.js'
import { ruleOfCard } from './cards.js'

/**
 * Drafts a segment of an open card: members of its set who meet its rule, and who are of a cluster or of another segment
 * where one is named; the segment names the card. Audited.
 * @throws AppError NOT_FOUND, HYPOTHESIS_ORG, HYPOTHESIS_NOT_OPEN, HYPOTHESIS_NO_RULE, HYPOTHESIS_CHANGED, CLUSTER_UNKNOWN, CLUSTER_RUN_UNKNOWN
 */
export async function adoptCard(context: Context, at: { universe: string; id: number }, wanted: HypothesisAdopt, actor: Actor): Promise<{ key: string; revision: number }> {
  const card = await getCard(context.ledger.db, actor, at.universe, at.id)
  requireOrg(actor, card.org_path)
  if (card.state !== 'open') fail('HYPOTHESIS_NOT_OPEN', { state: card.state })
  const own = ruleOfCard(card) ?? fail('HYPOTHESIS_NO_RULE')
  const body: Segment = {
    rule: ruleWithin(at.universe, own, wanted.with.kind === 'segment' ? wanted.with.segment : undefined),
    ...(wanted.with.kind === 'cluster' ? { cluster: await clusterOf(context, wanted.with) } : {}),
    hypothesis: { id: at.id, claim: card.claim },
  }
  const { key, revision } = await context.definitions.create<Segment>('segment', { key: wanted.key, name: wanted.name, body }, actor)
  await context.ledger.transaction(async (tx) => {
    await changeCard(tx, at.id, { states: ['open'] }, { state: 'adopted', segment: key, reason: null })
    await context.audit.record(actor, { action: 'hypothesis.adopt', objectKind: 'hypothesis', objectKey: String(at.id), after: { segment: key, with: wanted.with } }, tx)
  })
  return { key, revision }
}

async function clusterOf(context: Context, { clustering, run: runId, cluster }: { clustering: string; run: number; cluster: number }) {
  const { run } = await clusterRun(context, clustering, runId)
  if (cluster >= run.clusters) fail('CLUSTER_UNKNOWN', { cluster, clusters: run.clusters })
  return { clustering, run: run.trainedRun, cluster }
}
