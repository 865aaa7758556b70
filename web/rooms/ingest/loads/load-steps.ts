import type { LoadReport } from '#ingest/contract'
import type { TwoLanguages } from '../../../ui/language/translated.js'

export interface LoadStep {
  readonly name: TwoLanguages | 'read' | 'other'
  /** Rows left after the step. */
  readonly left: number
}

const SHOWN = 8

/** Rows read, then what each reason takes out, most first; reasons beyond the eighth are one step. */
export function loadSteps({ rows, accepted, rejects }: LoadReport): readonly LoadStep[] {
  const steps: LoadStep[] = [{ name: 'read', left: rows }]
  let left = rows
  for (const { count, message } of rejects.toSorted((a, b) => b.count - a.count).slice(0, SHOWN)) {
    left -= count
    steps.push({ name: message, left })
  }
  return left === accepted ? steps : [...steps, { name: 'other', left: accepted }]
}

/** Rows a target table took, the denominator of its columns; the largest when a file fills it more than once. */
export function rowsOfTable({ targets }: LoadReport, table: string): number {
  return Math.max(0, ...targets.filter((target) => target.table === table).map(({ rows }) => rows))
}
