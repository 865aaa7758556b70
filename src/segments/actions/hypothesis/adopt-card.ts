import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { HypothesisAdopt } from '../../contract-hypothesis.js'
import type { Segment } from '../../contract.js'
import { ruleWithin } from '../../domain/hypothesis-rule.js'
import { changeCard, getCard } from '../../store/hypothesis-store.js'
import { CLUSTERING_RUN, clusterRun } from '../cluster-runs.js'
import { runMark } from '../run-mark.js'
import { requireOrg } from './card-work.js'
import { ruleOfCard } from './cards.js'

/** Cards that are being adopted, one after the other each: a server is the only one that writes to its ledger. */
const adopting = new WeakMap<Context, Map<number, Promise<unknown>>>()

/** Waits for who adopts the same card, so that the next finds it adopted. */
async function inTurn<Result>(context: Context, card: number, work: () => Promise<Result>): Promise<Result> {
  const waiting = adopting.get(context) ?? new Map<number, Promise<unknown>>()
  adopting.set(context, waiting)
  const before = waiting.get(card) ?? Promise.resolve()
  const own = before.then(work, work)
  waiting.set(card, own)
  try {
    return await own
  } finally {
    if (waiting.get(card) === own) waiting.delete(card)
  }
}

/**
 * Drafts a segment of an open card: members of its set who meet its rule, and who are of a cluster or of another segment
 * where one is named; the segment names the card. Of two who adopt it at once the second is refused, and drafts nothing. Audited.
 * @throws AppError NOT_FOUND, HYPOTHESIS_ORG, HYPOTHESIS_NOT_OPEN, HYPOTHESIS_NO_RULE, HYPOTHESIS_CHANGED, CLUSTER_UNKNOWN, CLUSTER_RUN_UNKNOWN
 */
export function adoptCard(context: Context, at: { universe: string; id: number }, wanted: HypothesisAdopt, actor: Actor): Promise<{ key: string; revision: number }> {
  return inTurn(context, at.id, () => draftOf(context, at, wanted, actor))
}

async function draftOf(context: Context, at: { universe: string; id: number }, wanted: HypothesisAdopt, actor: Actor): Promise<{ key: string; revision: number }> {
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
  return { clustering, run: run.trainedRun, cluster, mark: runMark(context, CLUSTERING_RUN, run.trainedRun) }
}
