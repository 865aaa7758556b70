import type { Feature } from '../model/fitted.js'
import type { Tree } from './tree.js'

export interface Importance {
  readonly feature: string
  /** What its splits took off the objective, all trees together. */
  readonly gain: number
  readonly splits: number
}

/** How much the trees owe to each feature, the most first (by name where alike). */
export function treeImportance({ trees, features }: { readonly trees: readonly Tree[]; readonly features: readonly Feature[] }): Importance[] {
  const gains = features.map(() => 0)
  const splits = features.map(() => 0)
  for (const tree of trees) {
    tree.feature.forEach((feature, node) => {
      if (feature < 0) return
      gains[feature] = (gains[feature] as number) + (tree.gain[node] as number)
      splits[feature] = (splits[feature] as number) + 1
    })
  }
  return features
    .map(({ name }, at) => ({ feature: name, gain: gains[at] as number, splits: splits[at] as number }))
    .sort((a, b) => b.gain - a.gain || (a.feature < b.feature ? -1 : 1))
}
