/** One condition of a subgroup on a column: a number above and up to a value, or a level. */
export type SubgroupCondition =
  | { readonly kind: 'number'; readonly feature: string; readonly above: number | null; readonly upTo: number | null }
  | { readonly kind: 'category'; readonly feature: string; readonly level: string }

export interface SubgroupOptions {
  /** Most conditions of a subgroup. */
  readonly depth: number
  /** Subgroups kept at each depth. */
  readonly beam: number
  /** Parts a number is cut into, of about equal size. */
  readonly bins: number
  /** Least share of the rows a subgroup has. */
  readonly leastShare: number
  /** Subgroups told. */
  readonly top: number
  readonly seed: number
  /** Whether high rates are looked for, low ones, or both. */
  readonly side: 'high' | 'low' | 'both'
}

export interface SubgroupFigures {
  readonly size: number
  readonly rate: number
}

export interface Subgroup {
  readonly conditions: readonly SubgroupCondition[]
  /** On the half it was found on, where it looks better than it is. */
  readonly found: SubgroupFigures
  /** Weighted relative accuracy there: share of rows × (rate − rate of all). */
  readonly quality: number
  /** On the other half, which it was not found on. */
  readonly held: SubgroupFigures & { readonly restRate: number; readonly lift: number | null; readonly pValue: number | null; readonly qValue: number | null }
  /** It holds on the other half: on the same side, at a false discovery rate of 5 %. */
  readonly holds: boolean
}

export interface SubgroupResult {
  readonly rows: number
  readonly rate: number
  readonly subgroups: readonly Subgroup[]
  /** Subgroups that were looked at. */
  readonly tried: number
}
