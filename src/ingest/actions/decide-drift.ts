import { AppError, Mistakes, fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { DriftDecision } from '../contract.js'
import { checkChoices } from '../domain/drift-choice.js'
import { decideDrift, findDrift, refuseWaiting, releaseFile } from '../store/drift-store.js'
import { getLoad } from '../store/load-store.js'
import { addStanding } from '../store/shape-store.js'

/**
 * Decides about the differences of a waiting load. One refusal refuses the file; else the load goes on in a job.
 * @returns the job, or null for a refused file
 * @throws AppError DRIFT_NOT_PENDING; Mistakes for choices that are impossible or missing
 */
export async function decideAboutLoad(context: Context, loadId: string, decision: DriftDecision, actor: Actor): Promise<string | null> {
  const load = await getLoad(context.ledger, loadId)
  const drift = await findDrift(context.ledger, loadId)
  if (drift?.state !== 'pending') return fail('DRIFT_NOT_PENDING', { loadId })
  const mistakes = checkChoices(drift.differences, decision.choices)
  if (mistakes.length > 0) throw new Mistakes(mistakes)
  const refused = decision.choices.some((choice) => choice.action === 'reject')
  const state = refused ? 'rejected' : 'accepted'
  await context.ledger.transaction(async (tx) => {
    const decided = await decideDrift(tx, loadId, { state, choices: decision.choices, note: decision.note, actor })
    if (!decided) throw new AppError('DRIFT_NOT_PENDING', { loadId })
    if (decision.standing) await addStanding(tx, load.source, decision.choices.filter((choice) => choice.kind !== 'late'))
    if (refused) {
      await refuseWaiting(tx, loadId)
      await releaseFile(tx, drift.file)
    }
    const after = { source: load.source, choices: decision.choices, standing: decision.standing }
    await context.audit.record(actor, { action: `data.drift.${refused ? 'reject' : 'accept'}`, objectKind: 'load', objectKey: loadId, after, ...(decision.note === undefined ? {} : { purpose: decision.note }) }, tx)
  })
  if (refused) return null
  return context.jobs.start('data.resume', { loadId, source: load.source, file: drift.file, businessDate: load.businessDate }, actor, { subject: load.source, idempotencyKey: `resume-${loadId}-${Date.parse(drift.created_at)}` })
}
