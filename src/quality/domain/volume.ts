import { addDays, weekdayOf } from '#kernel/calendar'

export interface VolumeRule {
  readonly weeks: number
  readonly tolerance: number
  readonly weekdaysOnly: boolean
  readonly holidays: readonly string[]
  readonly minRows: number
}

export interface VolumeVerdict {
  readonly rows: number
  /** Days compared with, newest first. */
  readonly days: readonly { readonly day: string; readonly rows: number }[]
  readonly mean: number
  /** Rows over mean. */
  readonly ratio: number
  readonly ok: boolean
}

/** The same weekday of the weeks before, newest first, holidays left out. */
export function comparedDays(asOf: string, rule: Pick<VolumeRule, 'weeks' | 'holidays'>): string[] {
  return Array.from({ length: rule.weeks }, (_, at) => addDays(asOf, -7 * (at + 1))).filter((day) => !rule.holidays.includes(day))
}

/**
 * Compares a day's rows with the mean of the same weekday of the weeks before (days before the source began are left
 * out). A text is the reason why the day is not judged.
 */
export function judgeVolume(rule: VolumeRule, asOf: string, rowsOn: ReadonlyMap<string, number>): VolumeVerdict | 'NOT_A_BUSINESS_DAY' | 'TOO_FEW_ROWS' {
  if (rule.holidays.includes(asOf) || (rule.weekdaysOnly && weekdayOf(asOf) > 5)) return 'NOT_A_BUSINESS_DAY'
  const first = [...rowsOn.keys()].sort()[0] ?? asOf
  const days = comparedDays(asOf, rule).filter((day) => day >= first).map((day) => ({ day, rows: rowsOn.get(day) ?? 0 }))
  const mean = days.length === 0 ? 0 : days.reduce((sum, { rows }) => sum + rows, 0) / days.length
  if (mean < rule.minRows) return 'TOO_FEW_ROWS'
  const rows = rowsOn.get(asOf) ?? 0
  return { rows, days, mean, ratio: rows / mean, ok: Math.abs(rows / mean - 1) <= rule.tolerance }
}
