import { applyPipeline, clusterLabels, clustersOf, type ClusterInput, type Matrix, type TrainedClusters } from '#kernel/learn'
import { AppError, fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { latestSnapshot, type TagPorts } from '#tags'
import type { ClusterChoices, Clustering } from '../contract-clustering.js'
import { clusterCards } from '../domain/cluster-cards.js'
import { preparationOf, weightsOf } from '../domain/cluster-feature.js'
import { clusterSizesQuery, insertClusterMembers, nearestClusters } from '../sql/cluster-queries.js'
import { clusterRun, clusterRuns, CLUSTERING_RUN, type ClusterRunDetail } from './cluster-runs.js'
import { columnOfFeature, fillClusterRows, readClusterRows, type ClusterRows } from './cluster-rows.js'

export interface ClusterJobInput {
  readonly key: string
  readonly version?: number | undefined
  readonly asOf?: string | undefined
  /** So many clusters, whatever the definition says. */
  readonly clusters?: number | undefined
}

export interface ClusterJobResult {
  readonly runId: number
  readonly clusters: number
  readonly customers: number
}

/** Table of the features a run works on; dropped when it is done. */
export function clusterTableOf(runId: number): string {
  return `cluster_rows_${runId}`
}

/**
 * Finds the clusters of the newest definition, assigns everybody in the engine and publishes both.
 * @throws AppError CLUSTER_FEW_CUSTOMERS, CLUSTER_FEATURE_CONSTANT, CLUSTER_FEATURE_TYPE, TAGS_NOT_BUILT
 */
export async function runClustering(context: Context, ports: TagPorts, run: JobRun<ClusterJobInput>): Promise<ClusterJobResult> {
  const definition = await context.definitions.version<Clustering>('clustering', run.input.key, run.input.version ?? 'latest')
  const fixed = run.input.clusters
  const body = fixed === undefined ? definition.body : { ...definition.body, clusters: fixed }
  const asOf = run.input.asOf ?? ((await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')).asOf
  const runId = await context.runs.begin({ kind: CLUSTERING_RUN, subject: definition.key, asOf, jobId: run.id, tables: ['cluster_members'] })
  const table = clusterTableOf(runId)
  try {
    await context.runs.own(runId, [table])
    run.progress({ step: 'computing' })
    const rows = await fillClusterRows(context, ports, body, { table, asOf, signal: run.signal })
    run.progress({ step: 'reading' })
    const matrix = await readClusterRows(context, table, body.features, rows.kinds, { rows: body.training.rows, seed: body.training.seed })
    requireEnough(body, matrix.rows)
    const trained = await train(context, body, matrix, rows, run)
    run.progress({ step: 'assigning' })
    const nearest = nearestClusters(table, trained.pipeline, trained.model, columnOfFeature)
    await context.warehouse.command(insertClusterMembers({ runId, clustering: definition.key }, nearest), { signal: run.signal })
    const customers = await customersOf(context, runId)
    run.progress({ step: 'committing' })
    const labels = clusterLabels(trained.model, applyPipeline(trained.pipeline, matrix).matrix)
    const cards = clusterCards(trained, matrix, labels, { features: body.features, types: rows.types })
    const { pipeline, model } = trained
    const choice = trained.choice ?? (fixed === undefined ? null : await choiceBefore(context, definition.key, definition.version, asOf))
    const clusters = clustersOf(model)
    const detail = { version: definition.version, clusters, customers, drift: null, ...(fixed === undefined ? {} : { fixed }), trainedRun: null, found: { pipeline, model, choice: choice as ClusterChoices | null, features: body.features, cards } } satisfies ClusterRunDetail
    await context.runs.commit(runId, detail)
    await context.warehouse.dropTable(table)
    return { runId, clusters, customers }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

/** Figures an earlier run of the same version and date chose by, to be seen beside a number that was given. */
async function choiceBefore(context: Context, key: string, version: number, asOf: string): Promise<ClusterChoices | null> {
  for (const run of await clusterRuns(context, key)) {
    if (run.version !== version || run.asOf !== asOf || run.trainedRun !== run.runId) continue
    const { choice } = (await clusterRun(context, key, run.runId)).found
    if (choice !== null) return choice
  }
  return null
}

/** Customers assigned in a run. */
export async function customersOf(context: Context, runId: number): Promise<number> {
  return (await context.warehouse.query(clusterSizesQuery(runId))).reduce((sum, { n }) => sum + Number(n), 0)
}

/** What a differing code counts for in k-prototypes, in squared standard deviations (Huang 1997: a third to two thirds). */
const GAMMA = 0.5

/** Customers a cluster should have on average, at the least. */
const EACH = 5

function requireEnough({ clusters }: Clustering, customers: number): void {
  const most = typeof clusters === 'number' ? clusters : clusters.to
  if (most > customers) fail('CLUSTER_MORE_THAN_CUSTOMERS', { clusters: most, customers })
  if (customers < most * EACH) fail('CLUSTER_FEW_CUSTOMERS', { customers, needed: most * EACH })
}

async function train(context: Context, body: Clustering, matrix: Matrix, { kinds }: ClusterRows, run: JobRun<ClusterJobInput>): Promise<TrainedClusters> {
  const { training, features, clusters } = body
  const input: ClusterInput = {
    matrix,
    plan: preparationOf(features, kinds, body.kernel),
    how: { kernel: body.kernel ?? 'kmeans', gamma: body.gamma ?? GAMMA, covariance: body.covariance ?? 'diagonal' },
    weights: weightsOf(features),
    clusters,
    criterion: body.criterion,
    seed: training.seed,
    starts: training.starts,
    sample: training.choiceRows,
    speakable: features.map(({ key }) => key),
  }
  const onProgress = (share: number): void => run.progress({ step: 'training', done: Math.round(share * 100), total: 100, unit: 'steps' })
  run.progress({ step: 'training' })
  try {
    return await context.compute.run<TrainedClusters>({ module: '#kernel/learn', name: 'trainClusters', args: [input], machine: true, onProgress }, run.signal)
  } catch (error) {
    if (error instanceof AppError && error.code === 'LEARN_COLUMN_CONSTANT') fail('CLUSTER_FEATURE_CONSTANT', { feature: String(error.params['column']) })
    throw error
  }
}
