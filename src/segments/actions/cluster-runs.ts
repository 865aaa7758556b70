import { z } from 'zod'
import { fail } from '#kernel/error'
import type { ClusterModel, Pipeline } from '#kernel/learn'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { Run } from '#platform/runs'
import { clusterCardSchema, clusterChoiceSchema, clusterFeatureSchema, clusterRunSchema, type ClusterRun } from '../contract-clustering.js'
import { inCluster } from '../sql/cluster-queries.js'

export const CLUSTERING_RUN = 'clustering'

/** What the run that found clusters keeps: the fitted values as they came from the kernel, and what people read of them. */
const foundSchema = z.object({
  pipeline: z.custom<Pipeline>((value) => isKind(value, 'pipeline')),
  model: z.custom<ClusterModel>((value) => isKind(value, 'kmeans', 'k_prototypes', 'gaussian_mixture')),
  choice: clusterChoiceSchema.nullable(),
  features: z.array(clusterFeatureSchema),
  cards: z.array(clusterCardSchema),
})
export type FoundClusters = z.infer<typeof foundSchema>

/** What every run of a clustering keeps of itself. */
export const clusterRunDetail = clusterRunSchema.omit({ runId: true, asOf: true, takenAt: true, trainedRun: true }).extend({
  /** Null where it found the clusters itself. */
  trainedRun: z.number().int().nullable(),
  found: foundSchema.nullable(),
})
export type ClusterRunDetail = z.infer<typeof clusterRunDetail>

function isKind(value: unknown, ...kinds: string[]): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.includes(String(value.kind))
}

function toClusterRun(run: Run): ClusterRun {
  const { trainedRun, version, clusters, customers, drift, fixed } = clusterRunDetail.parse(run.detail)
  return { runId: run.id, trainedRun: trainedRun ?? run.id, version, asOf: run.asOf, clusters, customers, drift, ...(fixed === undefined ? {} : { fixed }), takenAt: run.committedAt ?? '' }
}

/** Runs of a clustering, newest first. */
export async function clusterRuns(context: Context, key: string): Promise<ClusterRun[]> {
  return (await context.runs.visible(CLUSTERING_RUN, key)).map(toClusterRun)
}

/**
 * A run of a clustering (the newest when none is named) with the clusters it is about.
 * @throws AppError CLUSTER_NOT_RUN, CLUSTER_RUN_UNKNOWN
 */
export async function clusterRun(context: Context, key: string, runId?: number): Promise<{ run: ClusterRun; found: FoundClusters }> {
  const runs = await context.runs.visible(CLUSTERING_RUN, key)
  const newest = runs[0] ?? fail('CLUSTER_NOT_RUN', { key })
  const run = toClusterRun(runId === undefined ? newest : (runs.find((each) => each.id === runId) ?? fail('CLUSTER_RUN_UNKNOWN', { key, run: runId })))
  const trained = runs.find((each) => each.id === run.trainedRun) ?? fail('CLUSTER_RUN_UNKNOWN', { key, run: run.trainedRun })
  const { found } = clusterRunDetail.parse(trained.detail)
  return { run, found: found ?? fail('CLUSTER_RUN_UNKNOWN', { key, run: run.trainedRun }) }
}

/**
 * Condition over rows of the base: members of a cluster by the newest assignment of a date or before, by the run that
 * found it where none is that old.
 * @throws AppError CLUSTER_RUN_UNKNOWN
 */
export async function clusterCondition(context: Context, of: { readonly clustering: string; readonly run: number; readonly cluster: number }, asOf: string | undefined): Promise<Sql> {
  const runs = (await clusterRuns(context, of.clustering)).filter((each) => each.trainedRun === of.run)
  if (!runs.some(({ runId }) => runId === of.run)) fail('CLUSTER_RUN_UNKNOWN', { key: of.clustering, run: of.run })
  const newest = runs.find((each) => asOf === undefined || each.asOf <= asOf)
  return inCluster(newest?.runId ?? of.run, of.cluster)
}
