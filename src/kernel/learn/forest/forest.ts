import { checkLabel, weightsOf, type Estimator } from '../data/fit.js'
import { createRandom, type Random } from '../data/random.js'
import { createArena } from '../machine/arena.js'
import type { Machine } from '../machine/machine.js'
import { featuresOf } from '../model/fitted.js'
import { drawMask } from '../boosting/boost.js'
import { loadTree } from '../boosting/loaded-tree.js'
import { treeRules, whole, within, type TreeOptions } from '../boosting/options.js'
import type { Tree } from '../boosting/tree.js'
import { growMeans, outputsOf, prepareMeans } from './bagged.js'
import type { ForestModel } from './forest-model.js'

export interface ForestOptions extends TreeOptions {
  /** Number of trees; default 200. */
  readonly trees?: number
}

const DEFAULTS = { leaves: 512, leafRows: 5, l2: 0, leafWeight: 0 }

/**
 * Random forest (Breiman 2001) of a label 0 or 1 or of a number, on the histograms of boosting: every tree on a bootstrap
 * of the rows, every node asks some of the features (`columns`, default the square root of their number over it), leaves
 * hold the mean target, the score is the mean of the trees. Errors: those of `checkLabel`, LEARN_WEIGHT, LEARN_PARAM,
 * LEARN_TOO_LARGE.
 */
export function randomForest(machine: Machine, options: ForestOptions = {}): Estimator<ArrayLike<number>, ForestModel> {
  const rules = treeRules(options, DEFAULTS)
  const trees = whole('trees', options.trees ?? 200, 1, 100_000)
  const bins = whole('bins', options.bins ?? 255, 2, 255)
  const columns = options.columns === undefined ? undefined : within('columns', options.columns, 1e-6, 1)
  return {
    fit(matrix, target, fit = {}) {
      checkLabel(matrix.rows, target, () => true, 'number')
      const weights = weightsOf(matrix.rows, fit.weights)
      const seed = fit.seed ?? 1
      const arena = createArena(machine)
      try {
        const means = prepareMeans(machine, arena, matrix, target, weights, { ...rules, monotone: [] }, { bins, seed }, (share) => fit.tick?.(share * 0.02))
        const loaded = loadTree(arena, rules.leaves)
        const sample = arena.u32(matrix.rows)
        const outputs = arena.f64(matrix.rows)
        const outside = newOutside(matrix.rows)
        const random = createRandom(seed, 0x666f72)
        const share = columns ?? 1 / Math.sqrt(matrix.columns.length)
        const grown: Tree[] = []
        for (let at = 0; at < trees; at += 1) {
          const counts = bootstrap(weights, sample, random)
          const order = { count: sample.length, sample, seed: Math.floor(random.next() * 0x7fffffff), mask: () => drawMask(matrix.columns.length, share, random), step: () => fit.tick?.(0.02 + (0.98 * at) / trees) }
          const one = growMeans(means, order)
          outputsOf(means, one, outputs, loaded.add)
          outside.add(counts, outputs)
          grown.push(one.tree)
        }
        return { kind: 'forest', features: featuresOf(matrix), trees: grown, rows: matrix.rows, outOfBag: outside.score(target, weights) }
      } finally {
        arena.free()
      }
    },
  }
}

/** As many rows as there are, drawn with replacement among those with weight, in ascending order; how often each came. */
function bootstrap(weights: Float64Array, sample: Uint32Array, random: Random): Uint16Array {
  const counts = new Uint16Array(weights.length)
  for (let drawn = 0; drawn < sample.length;) {
    const row = random.below(weights.length)
    if ((weights[row] as number) === 0) continue
    counts[row] = (counts[row] as number) + 1
    drawn += 1
  }
  let at = 0
  counts.forEach((count, row) => {
    sample.fill(row, at, at + count)
    at += count
  })
  return counts
}

function newOutside(rows: number) {
  const sums = new Float64Array(rows)
  const trees = new Uint32Array(rows)
  return {
    /** Adds a tree's outputs of the rows it did not see. */
    add(counts: Uint16Array, outputs: Float64Array): void {
      for (let row = 0; row < rows; row += 1) {
        if (counts[row] !== 0) continue
        sums[row] = (sums[row] as number) + (outputs[row] as number)
        trees[row] = (trees[row] as number) + 1
      }
    },
    /** Mean squared error of the rows by the trees that did not see them. */
    score(target: ArrayLike<number>, weights: Float64Array): ForestModel['outOfBag'] {
      let [sum, total, seen] = [0, 0, 0]
      for (let row = 0; row < rows; row += 1) {
        if (trees[row] === 0) continue
        const gap = (sums[row] as number) / (trees[row] as number) - (target[row] as number)
        sum += (weights[row] as number) * gap * gap
        total += weights[row] as number
        seen += 1
      }
      return total > 0 ? { rows: seen, squaredError: sum / total } : null
    },
  }
}
