import type { Tick } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import { createRandom, type Random } from '../data/random.js'
import { createArena, type Arena } from '../machine/arena.js'
import type { Machine } from '../machine/machine.js'
import { partsFor, runParts } from '../machine/parts.js'
import { alignedColumns, featuresOf } from '../model/fitted.js'
import { binColumns, type Binned } from './binned.js'
import { binnersOf } from './cuts.js'
import { growTree } from './grow.js'
import { CHUNK, prepareGround, type Ground } from './ground.js'
import { giveOutputs } from './leaves.js'
import type { BoostedModel } from './model.js'
import { baseOf, codeOf, lossOf } from './objective.js'
import { directionsOf, type BoostingPlan } from './options.js'
import { loadTree, type LoadedTree } from './loaded-tree.js'
import type { Binner, Tree } from './tree.js'

export interface BoostData {
  readonly matrix: Matrix
  readonly label: Float64Array
  readonly weights: Float64Array
}

interface Watched {
  readonly data: BoostData
  readonly binned: Binned
  readonly scores: Float64Array
  readonly losses: number[]
}

interface Run {
  readonly machine: Machine
  readonly arena: Arena
  readonly plan: BoostingPlan
  readonly train: BoostData
  readonly ground: Ground
  readonly stride: number
  readonly scores: Float64Array
  readonly labels: Float32Array
  /** Address of the weights, 0 when all are 1. */
  readonly weights: number
  readonly shares: Float32Array | null
  readonly sample: Uint32Array | null
  readonly watched: Watched | null
  readonly loaded: LoadedTree
  readonly random: Random
  readonly trees: Tree[]
}

/** Share of the work that binning is, for progress. */
const BINNING = 0.05

/** Grows the trees on a machine's memory, given back afterwards whatever happens. */
export function boost(machine: Machine, plan: BoostingPlan, train: BoostData, watched: BoostData | null, seed: number, tick?: Tick): BoostedModel {
  const arena = createArena(machine)
  try {
    const base = plan.base === undefined ? baseOf(plan.objective, train.label, train.weights) : [plan.base]
    const run = prepare(machine, arena, plan, train, watched, base, seed, tick)
    const rounds = roundsOf(run, base.length, tick)
    return {
      kind: 'boosting',
      features: featuresOf(train.matrix),
      objective: plan.objective,
      base,
      trees: run.trees.slice(0, rounds * base.length),
      rows: train.matrix.rows,
      validation: run.watched?.losses ?? [],
    }
  } finally {
    arena.free()
  }
}

function prepare(machine: Machine, arena: Arena, plan: BoostingPlan, train: BoostData, watched: BoostData | null, base: readonly number[], seed: number, tick?: Tick): Run {
  const { matrix } = train
  const { rows } = matrix
  const features = featuresOf(matrix)
  const monotone = directionsOf(features, plan.monotone)
  const binners = binnersOf(matrix, plan.bins, seed)
  const data = binColumns(machine, arena, matrix.columns, binners, rows, (share) => tick?.(share * BINNING))
  const stride = rows + (rows % 2)
  const even = train.weights.every((weight) => weight === 1)
  const weights = even ? null : arena.f32(stride)
  weights?.set(train.weights)
  const labels = arena.f32(stride)
  labels.set(train.label)
  const scores = arena.f64(stride * base.length)
  base.forEach((value, at) => scores.fill(value, at * stride, (at + 1) * stride))
  const most = even ? rows : train.weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0)
  return {
    machine,
    arena,
    plan,
    train,
    ground: prepareGround(machine, arena, data, binners, { ...plan.rules, monotone }, most),
    stride,
    scores,
    labels,
    weights: weights?.byteOffset ?? 0,
    shares: base.length > 1 ? arena.f32(stride * base.length) : null,
    sample: plan.rows < 1 || most < rows ? arena.u32(most) : null,
    watched: watched === null ? null : watch(machine, arena, features, binners, watched, base),
    loaded: loadTree(arena, plan.rules.leaves),
    random: createRandom(seed, 0x626f6f),
    trees: [],
  }
}

function watch(machine: Machine, arena: Arena, features: BoostedModel['features'], binners: readonly Binner[], data: BoostData, base: readonly number[]): Watched {
  const { rows } = data.matrix
  const binned = binColumns(machine, arena, alignedColumns(features, data.matrix), binners, rows)
  const scores = arena.f64(rows * base.length)
  base.forEach((value, at) => scores.fill(value, at * rows, (at + 1) * rows))
  return { data, binned, scores, losses: [] }
}

/** Runs the rounds; how many of them to keep. */
function roundsOf(run: Run, classes: number, tick?: Tick): number {
  const { plan, watched } = run
  let best = 0
  for (let round = 0; round < plan.trees; round += 1) {
    const told = (share: number): void => tick?.(BINNING + ((1 - BINNING) * (round + share)) / plan.trees)
    told(0)
    if (!oneRound(run, classes, told)) return watched === null || plan.patience === undefined ? round : best
    if (watched === null) continue
    watched.losses.push(lossOf(plan.objective, watched.scores, watched.data.matrix.rows, watched.data.label, watched.data.weights))
    if (round === 0 || (watched.losses[round] as number) < (watched.losses[best - 1] as number)) best = round + 1
    if (plan.patience !== undefined && round + 1 - best >= plan.patience) return best
  }
  return plan.patience === undefined ? plan.trees : best
}

/** One tree a class; false when no tree found anything and none ever will. */
function oneRound(run: Run, classes: number, told: (share: number) => void): boolean {
  const { machine, ground, scores, stride, shares } = run
  const rows = run.train.matrix.rows
  const sample = drawRows(run)
  if (shares !== null) runParts(machine, 'softmax', partsFor(machine, rows, 4096), rows, stride, classes, scores.byteOffset, shares.byteOffset)
  let grew = false
  for (let own = 0; own < classes; own += 1) {
    slopes(run, own, classes)
    const seed = Math.floor(run.random.next() * 0x7fffffff)
    const mask = drawColumns(run)
    const order = { count: sample?.length ?? rows, sample, seed, mask: () => mask, step: () => told(own / classes) }
    const grown = growTree(ground, order)
    const tree = giveOutputs(ground, grown, run.plan, { scores: scores.subarray(own * stride), label: run.train.label, weights: run.train.weights }, sample === null, run.loaded)
    if (run.watched !== null) run.loaded.add(machine, tree, grown.tables, run.watched.binned, run.watched.scores.subarray(own * run.watched.data.matrix.rows))
    run.trees.push(tree)
    grew ||= grown.leaves.length > 1
  }
  if (grew || run.plan.rows < 1 || run.plan.columns < 1) return true
  run.trees.length -= classes
  return false
}

function slopes(run: Run, own: number, classes: number): void {
  const { machine, ground, labels, weights, stride, plan } = run
  const rows = run.train.matrix.rows
  const { g, h, extremes } = ground
  const parts = partsFor(machine, rows, CHUNK)
  const out = [g.byteOffset, h.byteOffset, extremes.byteOffset] as const
  if (run.shares !== null) {
    const shares = run.shares.byteOffset + own * stride * 4
    runParts(machine, 'classGradients', parts, rows, own, classes / (classes - 1), shares, labels.byteOffset, weights, ...out)
  } else if (plan.objective.kind !== 'multiclass') {
    const { code, param } = codeOf(plan.objective)
    runParts(machine, 'gradients', parts, code, rows, run.scores.byteOffset, labels.byteOffset, weights, param, ...out)
  }
}

/** Rows of this round, ascending; null when all. Rows of weight 0 are never among them. */
function drawRows({ sample, plan, train, random }: Run): Uint32Array | null {
  if (sample === null) return null
  let count = 0
  for (let row = 0; row < train.weights.length; row += 1) {
    if ((train.weights[row] as number) === 0 || (plan.rows < 1 && random.next() >= plan.rows)) continue
    sample[count] = row
    count += 1
  }
  return sample.subarray(0, Math.max(1, count))
}

function drawColumns({ plan, ground, random }: Run): Uint8Array {
  const { features } = ground.data
  return drawMask(features, plan.columns, random)
}

/** A share of the features, at least one. */
export function drawMask(features: number, share: number, random: Random): Uint8Array {
  const mask = new Uint8Array(features).fill(1)
  if (share >= 1) return mask
  const wanted = Math.max(1, Math.round(share * features))
  const order = Array.from({ length: features }, (_, at) => at)
  for (let at = 0; at < wanted; at += 1) {
    const other = at + random.below(features - at)
    const kept = order[at] as number
    order[at] = order[other] as number
    order[other] = kept
  }
  mask.fill(0)
  for (const feature of order.slice(0, wanted)) mask[feature] = 1
  return mask
}
