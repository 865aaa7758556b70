import type { StrategyValues } from './strategy-values.js'

/** What every part of the form gets. */
export interface FormPart {
  readonly values: StrategyValues
  readonly change: (part: Partial<StrategyValues>) => void
  /** Texts of the mistakes at these places of the body. */
  readonly at: (...places: readonly string[]) => readonly string[]
}
