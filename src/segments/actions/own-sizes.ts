import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot } from '#tags'
import type { SegmentRun } from '../contract.js'
import { seesWholeBank } from '../domain/whole-bank.js'
import { openSegmentBits, runBits } from './segment-bits.js'

/** Sets of one question, well below what the memory holds. */
const PART = 16

/**
 * Snapshots with how many of each the asker may see, of the newest tags, in place of the bank's whole; below their smallest
 * cell it reads as 0. Who sees the whole bank is told the sizes as they were taken.
 */
export async function ownSizes(context: Context, actor: Actor, runs: readonly SegmentRun[]): Promise<SegmentRun[]> {
  if (seesWholeBank(actor.scope) || runs.length === 0) return [...runs]
  const snapshot = await latestSnapshot(context)
  if (snapshot === null) return runs.map((run) => ({ ...run, size: 0 }))
  const found: SegmentRun[] = []
  for (let at = 0; at < runs.length; at += PART) {
    const part = runs.slice(at, at + PART)
    const bits = await openSegmentBits(context, snapshot, part.map(({ runId }) => runId), actor)
    for (const run of part) {
      const size = bits.count(runBits(run.runId))
      found.push({ ...run, size: size < actor.scope.minCell ? 0 : size })
    }
  }
  return found
}
