import type { Context } from '#platform/context'
import { segmentRuns } from '#segments'
import { memberNumbersQuery } from '../../src/segments/sql/bits-queries.js'
import { insertNumbers } from '../../src/segments/sql/list-queries.js'

/** Above every customer number of a small bank. */
const BELOW = 1000

/** A snapshot of a segment as if taken on a day, with the members of another's newest. */
export async function copyRun(context: Context, key: string, from: string, on: string): Promise<number> {
  const runId = await context.runs.begin({ kind: 'segment', subject: key, asOf: on, tables: ['segment_members'] })
  const source = (await segmentRuns(context, from))[0]
  const [row] = await context.warehouse.query(memberNumbersQuery(source?.runId ?? 0, 0, BELOW))
  await context.warehouse.command(insertNumbers({ runId, segment: key }, row?.numbers ?? []))
  await context.runs.commit(runId, { version: 1, size: row?.numbers.length ?? 0, snapshotRun: null })
  return runId
}
