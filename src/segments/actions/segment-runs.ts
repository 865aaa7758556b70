import type { Context } from '#platform/context'
import { z } from 'zod'
import type { SegmentRun } from '../contract.js'

const detailSchema = z.object({ version: z.number().int(), size: z.number().int() })

/** Snapshots of a segment, newest date first. */
export async function segmentRuns(context: Context, key: string): Promise<SegmentRun[]> {
  const runs = await context.runs.visible('segment', key)
  return runs.map((run) => {
    const { version, size } = detailSchema.parse(run.detail)
    return { runId: run.id, key, version, asOf: run.asOf, size, takenAt: run.committedAt ?? '' }
  })
}
