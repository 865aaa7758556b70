import type { SignedBarRow } from '../../../ui/charts/signed-bar.js'

interface Reason {
  readonly feature: string
  readonly effect: number
}

/** The strongest reasons as bars, the rest as one, so that what is shown adds up to the score. */
export function reasonRows<One extends Reason>(reasons: readonly One[], most: number, rowOf: (reason: One) => SignedBarRow, restName: (count: number) => string): readonly SignedBarRow[] {
  const ordered = reasons.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
  const rest = ordered.slice(most)
  const shown = ordered.slice(0, most).map(rowOf)
  return rest.length === 0 ? shown : [...shown, { name: restName(rest.length), value: sumOf(rest) }]
}

/** What the effects add to the base. */
export const sumOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, { effect }) => sum + effect, 0)
