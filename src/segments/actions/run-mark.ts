import type { Mistake } from '#kernel/error'
import type { Context } from '#platform/context'
import type { Segment } from '../contract.js'
import { CLUSTERING_RUN } from './cluster-runs.js'

/** Kind of the runs that take in lists. */
export const LIST_RUN = 'segment-list'

type RunKind = typeof CLUSTERING_RUN | typeof LIST_RUN

/** Marks a run number as this installation's: made with its secrets, so that no other gives the same. */
export function runMark(context: Context, kind: RunKind, run: number): string {
  return context.secrets.hash('segment_run', `${kind}:${run}`).slice(0, 16)
}

/**
 * What is wrong with the runs a segment names: an uploaded list and a cluster are of the installation that has their customers.
 * A definition brought from another would take whoever this one has under the same number.
 */
export async function runMistakes(context: Context, { list, cluster }: Pick<Segment, 'list' | 'cluster'>): Promise<Mistake[]> {
  const ofList = list === undefined || (await isOurs(context, { kind: LIST_RUN, ...list })) ? [] : [{ code: 'SEGMENT_LIST_ELSEWHERE' as const, path: 'list', params: { run: list.run } }]
  if (cluster === undefined || (await isOurs(context, { kind: CLUSTERING_RUN, subject: cluster.clustering, ...cluster }))) return ofList
  return [...ofList, { code: 'SEGMENT_CLUSTER_ELSEWHERE' as const, path: 'cluster', params: { run: cluster.run, clustering: cluster.clustering, cluster: cluster.cluster + 1 } }]
}

interface Named {
  readonly kind: RunKind
  readonly run: number
  readonly subject?: string
  readonly mark?: string | undefined
}

async function isOurs(context: Context, { kind, run, subject, mark }: Named): Promise<boolean> {
  if (mark !== undefined && mark !== runMark(context, kind, run)) return false
  const found = await context.runs.get(run).catch(() => null)
  return found !== null && found.kind === kind && (subject === undefined || found.subject === subject)
}
