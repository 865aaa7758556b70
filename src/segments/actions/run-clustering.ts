import { applyPipeline, assignClusters, type ClusterInput, type Matrix, type TrainedClusters } from '#kernel/learn'
import { AppError, fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { latestSnapshot, type TagPorts } from '#tags'
import type { Clustering } from '../contract-clustering.js'
import { clusterCards } from '../domain/cluster-cards.js'
import { preparationOf, weightsOf } from '../domain/cluster-feature.js'
import { clusterSizesQuery, insertClusterMembers, nearestClusters } from '../sql/cluster-queries.js'
import { CLUSTERING_RUN, type ClusterRunDetail } from './cluster-runs.js'
import { columnOfFeature, fillClusterRows, readClusterRows, type ClusterRows } from './cluster-rows.js'

export interface ClusterJobInput {
  readonly key: string
  readonly version?: number | undefined
  readonly asOf?: string | undefined
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
  const body = definition.body
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
    const labels = assignClusters(trained.model, applyPipeline(trained.pipeline, matrix).matrix)
    const cards = clusterCards(trained, matrix, labels, body.features)
    const { pipeline, model, choice } = trained
    const clusters = model.centres.length
    const detail = { version: definition.version, clusters, customers, drift: null, trainedRun: null, found: { pipeline, model, choice: choice as NonNullable<ClusterRunDetail['found']>['choice'], features: body.features, cards } } satisfies ClusterRunDetail
    await context.runs.commit(runId, detail)
    await context.warehouse.dropTable(table)
    return { runId, clusters, customers }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

/** Customers assigned in a run. */
export async function customersOf(context: Context, runId: number): Promise<number> {
  return (await context.warehouse.query(clusterSizesQuery(runId))).reduce((sum, { n }) => sum + Number(n), 0)
}

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
    plan: preparationOf(features, kinds),
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
