import { fail } from '#kernel/error'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { Segment } from '../contract.js'
import { inSegment, segmentsOfQuery } from '../sql/segments-of-query.js'
import { segmentRuns } from './segment-runs.js'

/** Segments whose newest snapshot of a date or before has a customer. */
export async function segmentsOfCustomer(context: Context, custNo: number, asOf: string) {
  const heads = await context.definitions.list<Segment>('segment')
  const newest = await Promise.all(heads.map(async (head) => ({ head, run: await context.runs.latest('segment', head.key, asOf) })))
  const ids = newest.flatMap(({ run }) => (run === null ? [] : [run.id]))
  if (ids.length === 0) return []
  const found = new Set((await context.warehouse.query(segmentsOfQuery(ids, custNo))).map((row) => Number(row.run_id)))
  return newest.flatMap(({ head, run }) => (run !== null && found.has(run.id) ? [{ key: head.key, name: head.name, asOf: run.asOf }] : []))
}

/**
 * Condition over rows with `cust_no`: members of a segment's newest snapshot of a date or before.
 * @throws AppError SEGMENT_NO_SNAPSHOT
 */
export async function segmentCondition(context: Context, key: string, asOf: string): Promise<Sql> {
  const run = (await segmentRuns(context, key)).find((each) => each.asOf <= asOf) ?? fail('SEGMENT_NO_SNAPSHOT', { key }, 'segment')
  return inSegment(run.runId)
}
