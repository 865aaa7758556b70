import type { ClusterFeature, ClusterProfile } from '../contract-clustering.js'
import type { Words } from './cluster-names.js'

export interface SuggestInput {
  readonly profile: ClusterProfile
  /** Values after the suggested preparation; null of a code. */
  readonly prepared: Float64Array | null
}

export interface Suggestion {
  readonly taken: readonly { readonly key: string; readonly prepare: ClusterFeature['prepare'] }[]
  readonly dropped: readonly { readonly key: string; readonly why: Words }[]
}

const MOST = 12
const MOST_CODES = 2
const MOST_YES_NO = 3
/** Two numbers that move together like this say the same. */
const SAME = 0.9

/**
 * A set of features that tell customers apart: those with a warning are left out, then the others are taken in the order of
 * how evenly customers spread over them and how many have a value, each unless it says the same as one already taken.
 */
export function suggestFeatures(inputs: readonly SuggestInput[]): Suggestion {
  const dropped: { key: string; why: Words }[] = []
  const taken: SuggestInput[] = []
  const count = (of: (one: SuggestInput) => boolean) => taken.filter(of).length
  const order = inputs.toSorted((a, b) => worth(b) - worth(a) || (a.profile.key < b.profile.key ? -1 : 1))
  for (const one of order) {
    const { key, warnings, category, type } = one.profile
    const twin = taken.find((other) => Math.abs(correlation(one.prepared, other.prepared)) >= SAME)
    const why =
      warnings[0] ??
      (twin === undefined ? undefined : { zh: `与“${twin.profile.key}”几乎同步`, en: `Moves with "${twin.profile.key}"` }) ??
      (taken.length >= MOST || (category !== null && count(({ profile }) => profile.category !== null) >= MOST_CODES) || (type === 'bool' && count(({ profile }) => profile.type === 'bool') >= MOST_YES_NO)
        ? { zh: '区分度不如已选的', en: 'Tells fewer apart than those taken' }
        : undefined)
    if (why === undefined) taken.push(one)
    else dropped.push({ key, why })
  }
  return { taken: taken.map(({ profile }) => ({ key: profile.key, prepare: profile.suggested })), dropped }
}

/** Entropy of the spread over bins or levels as a share of the greatest, times the share with a value; codes and yes-or-no count less. */
function worth({ profile: { prepared, category, missing, type } }: SuggestInput): number {
  const shares = category === null ? sharesOf(prepared?.counts ?? []) : category.levels.map(({ share }) => share)
  const entropy = shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0)
  const weight = category !== null || type === 'bool' ? 0.5 : 1
  return shares.length < 2 ? 0 : ((weight * entropy) / Math.log(shares.length)) * (1 - missing)
}

function sharesOf(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return all === 0 ? [] : counts.map((count) => count / all)
}

/** Pearson's; the columns are standardised already. 0 where one is a code. */
function correlation(a: Float64Array | null, b: Float64Array | null): number {
  if (a === null || b === null || a.length === 0) return 0
  return a.reduce((sum, value, row) => sum + value * (b[row] ?? 0), 0) / a.length
}
