import type { ResultStatus, Severity } from '../contract.js'

/** Weight of a rule in the score: as declared, else 1 for a warning and 3 for a rule that blocks. */
export function weightOf(rule: { readonly severity: Severity; readonly weight?: number | undefined }): number {
  return rule.weight ?? (rule.severity === 'block' ? 3 : 1)
}

/**
 * Score of what was judged: 100 · Σ weight of passed / Σ weight of passed, warned and blocked. Skipped and broken checks
 * have no say. Null when nothing was judged.
 */
export function scoreOf(results: readonly { readonly status: ResultStatus; readonly weight: number }[]): number | null {
  const judged = results.filter(({ status }) => status === 'pass' || status === 'warn' || status === 'block')
  const sum = (of: typeof judged) => of.reduce((total, { weight }) => total + weight, 0)
  return judged.length === 0 ? null : (100 * sum(judged.filter(({ status }) => status === 'pass'))) / sum(judged)
}

const WORST: readonly ResultStatus[] = ['block', 'warn', 'error', 'pass', 'skipped']

/** The worst of several statuses; null of none. */
export function worstStatus(statuses: readonly ResultStatus[]): ResultStatus | null {
  return WORST.find((status) => statuses.includes(status)) ?? null
}
