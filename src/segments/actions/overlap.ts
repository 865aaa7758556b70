import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { Actor } from '#platform/access/contract'
import { latestSnapshot } from '#tags'
import type { Overlap } from '../contract.js'
import { regionsShown } from '../domain/region-counts.js'
import { openSegmentBits, runBits } from './segment-bits.js'
import { segmentRuns } from './segment-runs.js'

/** With more segments than this there are too many combinations to look at. */
const MOST_IN_REGIONS = 8

/**
 * How many customers segments share, on their newest snapshots, over the customers the asker may see: sizes, pairs, and,
 * of up to eight, every combination. Counts of pairs below the asker's smallest cell read as 0; combinations are hidden
 * then, with those that would give them away.
 * @throws AppError DEFINITION_NOT_FOUND, SEGMENT_NO_SNAPSHOT, TAGS_NOT_BUILT
 */
export async function overlapOf(context: Context, actor: Actor, keys: readonly string[]): Promise<Overlap> {
  await Promise.all(keys.map((key) => context.definitions.get('segment', key)))
  const runs = await Promise.all(keys.map(async (key) => (await segmentRuns(context, key))[0] ?? fail('SEGMENT_NO_SNAPSHOT', { key })))
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const bits = await openSegmentBits(context, snapshot, runs.map(({ runId }) => runId), actor)
  const shown = (count: number) => (count < actor.scope.minCell ? 0 : count)
  const sizes = runs.map(({ key, runId }) => ({ key, size: shown(bits.count(runBits(runId))) }))
  const pairs = runs.flatMap((a, at) => runs.slice(at + 1).map((b) => ({ a: a.key, b: b.key, both: shown(bits.count({ kind: 'and', of: [runBits(a.runId), runBits(b.runId)] })) })))
  if (runs.length > MOST_IN_REGIONS) return { sizes, pairs, regions: null }
  const totals = runs.flatMap((_, a) => runs.slice(a).map((__, more) => (1 << a) | (1 << (a + more))))
  const regions = regionsShown(bits.regions(runs.map(({ runId }) => runId)), actor.scope.minCell, totals)
  return { sizes, pairs, regions: regions.filter(({ count }) => count !== 0).map(({ of, count }) => ({ of: of.map((at) => keys[at] ?? ''), count })) }
}
