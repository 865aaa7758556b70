import type { Offender, ResultStatus, Severity } from '../contract.js'

/** What a check found. `ok` null: not judged, for the reason given. */
export interface Verdict {
  readonly ok: boolean | null
  readonly checked: number
  readonly failed: number
  readonly value: number | null
  readonly threshold: number | null
  readonly detail: Readonly<Record<string, unknown>>
  readonly samples: readonly Offender[]
}

/** A check that could not be judged, and why. */
export function notJudged(reason: string, detail: Readonly<Record<string, unknown>> = {}): Verdict {
  return { ok: null, checked: 0, failed: 0, value: null, threshold: null, detail: { ...detail, reason }, samples: [] }
}

/** A share of good rows against the least allowed; of no rows nothing is said. */
export function judgeShare(checked: number, failed: number, minShare: number): Verdict {
  if (checked === 0) return { ...notJudged('NO_VALUES'), threshold: minShare }
  const value = 1 - failed / checked
  return { ok: value >= minShare - 1e-12, checked, failed, value, threshold: minShare, detail: {}, samples: [] }
}

/** A measured number against the most allowed. */
export function judgeMost(value: number, most: number, counted: { checked: number; failed?: number }, detail: Readonly<Record<string, unknown>> = {}): Verdict {
  return { ok: value <= most, checked: counted.checked, failed: counted.failed ?? 0, value, threshold: most, detail, samples: [] }
}

export function statusOf(ok: boolean | null, severity: Severity): ResultStatus {
  if (ok === null) return 'skipped'
  return ok ? 'pass' : severity
}
