import { addDays } from '#kernel/calendar'
import type { Context } from '#platform/context'
import { z } from 'zod'
import { latestSnapshot } from './latest-snapshot.js'
import type { PublishedTag } from './rule-schema.js'

/** Kind and subject of a backfill's run: no reader of current tags asks for it. */
export const BACKFILL = 'tag-backfill'
export const backfillSubject = (key: string, version: number): string => `${key}@${version}`
export const backfillTable = (runId: number): string => `tag_backfill_${runId}`

/** Detail of a backfill's run; `hold` where the hold of the tag was run, from a day without an earlier state. */
export const backfillDetailSchema = z.object({ customers: z.number(), covered: z.number(), hold: z.object({ from: z.string().nullable() }).optional() })

/** A table with the state of a tag that holds its value on a day. */
export interface BackfillState {
  readonly table: string
  readonly asOf: string
  /** Day the hold was run from without an earlier state; null where the snapshots say it. */
  readonly holdFrom: string | null
}

/**
 * The newest known state of one version of a tag before a day: of a snapshot, or of an earlier backfill that ran the hold;
 * null when there is none.
 */
export async function stateBefore(context: Context, tag: PublishedTag, asOf: string): Promise<BackfillState | null> {
  const day = addDays(asOf, -1)
  const [snapshot, runs] = await Promise.all([latestSnapshot(context, day), context.runs.visible(BACKFILL, backfillSubject(tag.key, tag.version), day)])
  const isHeld = snapshot?.tags.some(({ key, version, held }) => key === tag.key && version === tag.version && held === true) === true
  const known = snapshot !== null && isHeld ? [{ table: snapshot.table, asOf: snapshot.asOf, holdFrom: null }] : []
  const earlier = runs.flatMap((run): BackfillState[] => {
    // Backfills made before the hold was run keep no state.
    const { hold } = backfillDetailSchema.parse(run.detail)
    return hold === undefined ? [] : [{ table: backfillTable(run.id), asOf: run.asOf, holdFrom: hold.from }]
  })
  return [...known, ...earlier].sort((a, b) => b.asOf.localeCompare(a.asOf))[0] ?? null
}
