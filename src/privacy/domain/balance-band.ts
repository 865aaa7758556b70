/** A range of balances, major units: from included, to excluded; null is open. */
export interface BalanceBand {
  readonly from: number | null
  readonly to: number | null
  readonly zh: string
  readonly en: string
}

/** Edges between bands in major units, as the asset tiers of the bank draw them. */
export const balanceEdges: readonly number[] = [0, 10_000, 50_000, 200_000, 500_000, 1_000_000, 3_000_000, 6_000_000, 10_000_000]

/**
 * The band of an amount, for people who are not the customer's own manager (domain L38).
 * @param minor whole minor units
 * @param minorDigits digits of the currency's minor unit: 2 for CNY
 */
export function bandOf(minor: number | bigint, minorDigits: number): BalanceBand {
  const scale = 10n ** BigInt(minorDigits)
  const amount = BigInt(minor)
  const at = balanceEdges.filter((edge) => amount >= BigInt(edge) * scale).length
  const from = balanceEdges[at - 1] ?? null
  const to = balanceEdges[at] ?? null
  return { from, to, ...wordsOf(from, to) }
}

function wordsOf(from: number | null, to: number | null): { zh: string; en: string } {
  if (from === null) return { zh: '负值', en: 'below 0' }
  if (to === null) return { zh: `${zhOf(from)}以上`, en: `${enOf(from)} and more` }
  return { zh: `${zhOf(from)}–${zhOf(to)}`, en: `${enOf(from)} – ${enOf(to)}` }
}

const zhOf = (value: number): string => (value === 0 ? '0' : `${value / 10_000}万`)
const enOf = (value: number): string => {
  if (value >= 1_000_000) return `${value / 1_000_000}M`
  return value === 0 ? '0' : `${value / 1000}k`
}
