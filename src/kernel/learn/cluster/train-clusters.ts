import { fail } from '#kernel/error'
import type { Tick } from '../data/fit.js'
import { takeRows, type Column, type Matrix } from '../data/matrix.js'
import { contentOrder } from '../data/row-order.js'
import type { Machine } from '../machine/machine.js'
import { applyPipeline, fitPipeline, type Pipeline } from '../prepare/pipeline.js'
import type { PreparationPlan } from '../prepare/plan.js'
import { chooseClusters, type ClusterChoice, type ClusterCriterion } from './choose.js'
import { clusterLabels, type ClusterModel } from './cluster-model.js'
import { findClusters, spaceOf, type KernelChoice } from './find-clusters.js'
import type { Clusterer } from './gap.js'
import { surrogatesOf, type ClusterSurrogate } from './surrogate.js'

export interface ClusterInput {
  /** Rows as they are; prepared by `plan`. */
  readonly matrix: Matrix
  readonly plan: readonly PreparationPlan[]
  /** Weight of a standardised column, 1 where absent: distances along it count weight² times. */
  readonly weights: Readonly<Record<string, number>>
  readonly clusters: number | { readonly from: number; readonly to: number }
  /** Whose choice of the number it is; `vote` is one voice for each criterion. */
  readonly criterion: 'vote' | ClusterCriterion
  /** K-means with its defaults where absent. */
  readonly how?: KernelChoice
  readonly seed: number
  readonly starts: number
  /** Rows the number of clusters is chosen on; all when there are fewer. */
  readonly sample: number
  /** Columns the surrogate rules may speak of. */
  readonly speakable: readonly string[]
}

export interface TrainedClusters {
  readonly pipeline: Pipeline
  readonly model: ClusterModel
  /** Null where the number was given. */
  readonly choice: ClusterChoice | null
  readonly surrogates: readonly ClusterSurrogate[]
}

const CHOOSING = 0.6

/**
 * Prepares rows, chooses how many clusters there are, finds them by the kernel and says each in rules. Same input, same
 * clusters. Errors: LEARN_COLUMN_CONSTANT, LEARN_PARAM (more clusters than rows) and those of `fitPipeline` and the kernel.
 */
export function trainClusters(ground: { readonly machine: Machine; readonly tick?: Tick }, input: ClusterInput): TrainedClusters {
  for (const column of input.matrix.columns) refuseConstant(column)
  const pipeline = weighed(fitPipeline(input.plan, input.matrix, { seed: input.seed }).pipeline, input.weights)
  const rows = applyPipeline(pipeline, input.matrix).matrix
  const choice = typeof input.clusters === 'number' ? null : choose(ground, rows, input, input.clusters)
  const clusters = typeof input.clusters === 'number' ? input.clusters : (choice as ClusterChoice).clusters
  ground.tick?.(CHOOSING)
  const model = findClusters(ground.machine, rows, clusters, { ...howOf(input), starts: input.starts, seed: input.seed })
  ground.tick?.(0.8)
  const surrogates = surrogatesOf(ground.machine, input.matrix, input.speakable, clusterLabels(model, rows), clusters)
  return { pipeline, model, choice, surrogates }
}

/** Standardised columns stretched by their weights. */
function weighed(pipeline: Pipeline, weights: ClusterInput['weights']): Pipeline {
  const steps = pipeline.steps.map((step) => (step.kind === 'standardise' ? { ...step, scale: step.scale / (weights[step.column] ?? 1) } : step))
  return { ...pipeline, steps }
}

function refuseConstant(column: Column): void {
  const values = column.kind === 'number' ? column.values : column.codes
  const kept = column.kind === 'number' ? Float64Array.from(values).filter((value) => !Number.isNaN(value)) : values
  const first = kept[0]
  if (first === undefined || kept.every((value) => value === first)) fail('LEARN_COLUMN_CONSTANT', { column: column.name })
}

const PLAIN: KernelChoice = { kernel: 'kmeans', gamma: 0.5, covariance: 'diagonal' }

function howOf({ how }: ClusterInput): KernelChoice {
  return how ?? PLAIN
}

function choose(ground: { readonly machine: Machine; readonly tick?: Tick }, rows: Matrix, input: ClusterInput, range: { readonly from: number; readonly to: number }): ClusterChoice {
  const { seed, criterion } = input
  const how = howOf(input)
  const counts = Array.from({ length: range.to - range.from + 1 }, (_, at) => range.from + at)
  const sample = Math.min(MOST_ROWS[how.kernel] ?? input.sample, input.sample)
  const some = rows.rows > sample ? takeRows(rows, contentOrder(rows, seed).slice(0, sample)) : rows
  // Every count is fitted once, ten times for the gap and ten for the stability; 1 cluster for the gap alone.
  const all = counts.length * (1 + 1 + ROUNDS + 1 + ROUNDS) + 1 + ROUNDS
  let done = 0
  const space = spaceOf(ground.machine, some, how, how.kernel === 'kmeans' ? Math.max(STARTS, input.starts) : STARTS)
  const cluster: Clusterer = (matrix, clusters, own) => {
    const labels = space.cluster(matrix, clusters, own)
    ground.tick?.(Math.min(1, (done += 1) / all) * CHOOSING)
    return labels
  }
  const voted = chooseClusters(space.matrix, counts, cluster, { seed, rounds: ROUNDS, references: ROUNDS, ...(space.reference === undefined ? {} : { reference: space.reference }) })
  const own = voted.reasons.find((reason) => reason.criterion === criterion)?.clusters ?? voted.clusters
  // The gap may say 1: the data have no clusters; the fewest that were asked for stand in.
  return { ...voted, clusters: Math.max(criterion === 'gap' ? steadyUpTo(voted, own) : own, range.from) }
}

/** Agreement of new samples from which clusters count as found again and again (Hennig 2007: .85 and more). */
const STEADY = 0.9

/** The gap goes on rising slowly with splits that no new sample finds again: the most clusters up to its number that are found again. */
function steadyUpTo({ candidates }: ClusterChoice, most: number): number {
  const steady = candidates.filter(({ clusters, stability }) => clusters <= most && stability >= STEADY)
  return steady.at(-1)?.clusters ?? most
}

/** Kernels without heavy loops on the machine: their number is chosen on fewer rows. */
const MOST_ROWS: { readonly [Kernel in KernelChoice['kernel']]?: number } = { kprototypes: 2000, 'gaussian-mixture': 1000 }
const ROUNDS = 10
/** Starts of the slower kernels; a number of clusters that only few starts find well looks like one too many. */
const STARTS = 3
