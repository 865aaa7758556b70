import type { Score } from '#quality/contract'

/** How a score is shown on the board: four steps, told apart by letter weight as well as colour. */
export type ScoreStep = 'none' | 'good' | 'fair' | 'poor'

/** Good from 95, fair from 80; nothing judged has no step. */
export function scoreStep(score: number | null | undefined): ScoreStep {
  if (score === null || score === undefined) return 'none'
  if (score >= 95) return 'good'
  return score >= 80 ? 'fair' : 'poor'
}

/** Every date of the board, oldest first, and each row's score by date. */
export function boardDays(rows: readonly { readonly days: readonly Score[] }[]): readonly string[] {
  return [...new Set(rows.flatMap(({ days }) => days.map(({ asOf }) => asOf)))].sort()
}
