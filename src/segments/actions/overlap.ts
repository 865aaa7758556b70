import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { overlapQuery } from '../sql/segment-queries.js'
import { segmentRuns } from './segment-runs.js'

/** How many customers pairs of segments share, on their newest snapshots. */
export async function overlapOf(context: Context, keys: readonly string[]) {
  const runs = await Promise.all(keys.map(async (key) => (await segmentRuns(context, key))[0] ?? fail('SEGMENT_NO_SNAPSHOT', { key })))
  const pairs = runs.flatMap((a, at) => runs.slice(at + 1).map((b) => ({ a, b })))
  const counted = await Promise.all(
    pairs.map(async ({ a, b }) => {
      const rows = await context.warehouse.query(overlapQuery(a.runId, b.runId))
      return { a: a.key, b: b.key, both: Number(rows[0]?.n ?? 0) }
    }),
  )
  return { sizes: runs.map(({ key, size }) => ({ key, size })), pairs: counted }
}
