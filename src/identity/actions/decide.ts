import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { LinkRule, PairDecision } from '../contract.js'
import type { IdentityReadPorts } from '../ports.js'
import { queueCountsQuery, queuePageQuery } from '../sql/edge-queries.js'
import { numbersOfQuery } from '../sql/state-queries.js'
import { insertDecisions } from '../store/decision-store.js'
import { startChange } from './change-persons.js'
import { evidenceOf } from './pair-evidence.js'
import { queuePlan } from './read-desk.js'
import { requireVisible } from './reading.js'

export interface Decision {
  readonly a: string
  readonly b: string
  readonly decision: PairDecision
  readonly note?: string | undefined
}

/** What became of a decision: the change it started, when rows move. */
export interface Decided {
  readonly changeId: string | null
  readonly jobId: string | null
  readonly pairs: number
}

/**
 * Somebody decides about a pair. A merge joins both persons; apart keeps them so until the evidence changes, and takes
 * the later of the two out when they are one person now; unsure leaves the pair in the queue with the note.
 * @throws AppError NOT_FOUND
 */
export async function decidePair(context: Context, ports: IdentityReadPorts, asked: Decision, actor: Actor): Promise<Decided> {
  if (asked.a === asked.b) fail('FIELD_INVALID', { reason: 'a and b' }, 'b')
  await requireVisible(context, ports, [asked.a, asked.b], actor)
  const [evidence = { pattern: 0, kinds: 0 }] = await evidenceOf(context, [[asked.a, asked.b]])
  const decision = { aId: asked.a, bId: asked.b, decision: asked.decision, note: asked.note, ...evidence }
  const people = await context.warehouse.query(numbersOfQuery([asked.a, asked.b]))
  const together = new Set(people.map((row) => row.no)).size === 1
  if (asked.decision === 'merge' && !together) return { ...(await startChange(context, { kind: 'merge', note: asked.note, custIds: [asked.a, asked.b] }, actor, [decision])), pairs: 1 }
  if (asked.decision === 'apart' && together) {
    const later = [...people].sort((one, other) => other.own - one.own)[0]?.cust_id ?? asked.b
    return { ...(await startChange(context, { kind: 'split', note: asked.note, custIds: [later] }, actor, [decision])), pairs: 1 }
  }
  await context.ledger.transaction(async (tx) => {
    await insertDecisions(tx, [decision], actor)
    await context.audit.record(actor, { action: `identity.${asked.decision}`, objectKind: 'identity-pair', objectKey: [asked.a, asked.b].sort().join(' '), after: { noted: asked.note !== undefined } }, tx)
  })
  return { changeId: null, jobId: null, pairs: 1 }
}

export interface BulkMerge {
  readonly minProbability: number
  readonly rule?: LinkRule | undefined
  readonly expected: number
  readonly note?: string | undefined
}

const MOST = 20_000

/**
 * Merges every pair that waits and is at least so probable, in one change.
 * @throws AppError IDENTITY_COUNT_MOVED when there are not as many as the asker saw
 */
export async function mergeAbove(context: Context, ports: IdentityReadPorts, asked: BulkMerge, actor: Actor): Promise<Decided> {
  const plan = await queuePlan(context, ports, { state: 'waiting', rule: asked.rule, minProbability: asked.minProbability }, actor)
  const found = Number((await context.warehouse.query(queueCountsQuery(plan)))[0]?.waiting ?? 0)
  if (found !== asked.expected || found > MOST) fail('IDENTITY_COUNT_MOVED', { found, expected: asked.expected }, 'expected')
  const rows = await context.warehouse.query(queuePageQuery(plan, null, MOST))
  const decisions = rows.map((row) => ({ aId: row.a_id, bId: row.b_id, decision: 'merge' as const, note: asked.note, pattern: row.pattern, kinds: row.kinds }))
  return { ...(await startChange(context, { kind: 'merge', note: asked.note }, actor, decisions)), pairs: decisions.length }
}
