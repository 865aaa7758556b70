/** How different the outcomes of treated and untreated are in a node (Rzepakowski and Jaroszewicz 2012, section 4). */
export type UpliftCriterion = 'kl' | 'euclid' | 'chi'

const SMALL = 1e-9

/**
 * Divergence of the treated's outcome from the untreated's, for shares of outcome 1: Kullback-Leibler (base 2), squared
 * Euclid, chi-square. Over the two outcomes, so Euclid is 2(p - q)².
 */
export function divergence(criterion: UpliftCriterion, p: number, q: number): number {
  const gap = p - q
  if (criterion === 'euclid') return 2 * gap * gap
  const base = Math.min(1 - SMALL, Math.max(SMALL, q))
  if (criterion === 'chi') return (gap * gap) / (base * (1 - base))
  return part(p, base) + part(1 - p, 1 - base)
}

function part(p: number, q: number): number {
  return p > 0 ? p * Math.log2(p / q) : 0
}

/**
 * What a split's gain is divided by, so that splits which tell treated from untreated or cut off a few rows do not win
 * (their section 4.3): I = f(Nᵗ/N)·D(Pᵗ(A) : Pᶜ(A)) + Nᵗ/N·f(Pᵗ(A)) + Nᶜ/N·f(Pᶜ(A)) + 1/2, with f the entropy for KL and the
 * Gini index for the others; P(A) is the share of an arm that goes left.
 */
export function splitNorm(
  criterion: UpliftCriterion,
  treatedLeft: number,
  controlLeft: number,
  treated: number,
  control: number,
): number {
  const share = treated / (treated + control)
  const p = treatedLeft / treated
  const q = controlLeft / control
  return (
    impurity(criterion, share) * divergence(criterion, p, q) +
    share * impurity(criterion, p) +
    (1 - share) * impurity(criterion, q) +
    0.5
  )
}

function impurity(criterion: UpliftCriterion, p: number): number {
  if (criterion !== 'kl') return 2 * p * (1 - p)
  return (p > 0 ? -p * Math.log2(p) : 0) + (p < 1 ? -(1 - p) * Math.log2(1 - p) : 0)
}
