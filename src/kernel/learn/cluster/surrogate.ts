import { takeColumns, type Matrix } from '../data/matrix.js'
import { decisionTree, decisionTreeModel, fidelityOf } from '../forest/decision-tree.js'
import { leafRules, type LeafRule } from '../forest/rules.js'
import type { Machine } from '../machine/machine.js'

/** A cluster said in rules: who meets one of them is taken for a member. */
export interface ClusterSurrogate {
  readonly cluster: number
  readonly rules: readonly LeafRule[]
  /** R² of the tree against membership. */
  readonly fidelity: number
  /** Share of the rules' rows that are members, and of the members that the rules find. */
  readonly precision: number
  readonly recall: number
  /** Rows the rules take. */
  readonly taken: number
}

/** From this share of members on, a leaf is a rule of the cluster. */
const MOSTLY = 0.5
const LEAVES = 8

/** A decision tree of each cluster against the others over the named columns, read as rules (surrogate). */
export function surrogatesOf(machine: Machine, matrix: Matrix, columns: readonly string[], labels: ArrayLike<number>, clusters: number): ClusterSurrogate[] {
  if (columns.length === 0) return []
  const spoken = takeColumns(matrix, columns)
  return Array.from({ length: clusters }, (_, cluster) => {
    const member = Float64Array.from({ length: matrix.rows }, (_each, row) => (labels[row] === cluster ? 1 : 0))
    return surrogateOf(machine, spoken, member, cluster)
  })
}

function surrogateOf(machine: Machine, matrix: Matrix, member: Float64Array, cluster: number): ClusterSurrogate {
  const size = member.reduce((sum, one) => sum + one, 0)
  if (size === 0 || size === member.length) return { cluster, rules: [], fidelity: 1, precision: 0, recall: 0, taken: 0 }
  const tree = decisionTree(machine, { leaves: LEAVES, leafRows: Math.max(1, Math.min(20, Math.floor(size / 4))) }).fit(matrix, member)
  const rules = leafRules(tree).filter((rule) => rule.score >= MOSTLY)
  const scores = decisionTreeModel.score(tree, matrix)
  let [taken, right] = [0, 0]
  scores.forEach((score, row) => {
    if (score < MOSTLY) return
    taken += 1
    right += member[row] as number
  })
  return { cluster, rules, fidelity: fidelityOf(tree, matrix, member), precision: taken > 0 ? right / taken : 0, recall: right / size, taken }
}
