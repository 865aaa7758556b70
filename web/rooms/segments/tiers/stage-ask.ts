const QUARTER = /^(\d{4})-Q([1-4])$/
const MONTH = /^\d{4}-\d{2}$/

/** First day of a cohort of opening, 2025-03 or 2025-Q1; null of others. */
export function cohortStart(cohort: string | undefined): string | null {
  const [, year, quarter] = QUARTER.exec(cohort ?? '') ?? []
  if (year !== undefined) return `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`
  return cohort !== undefined && MONTH.test(cohort) ? `${cohort}-01` : null
}

/** A stage's name without what it means: "Retention: active twice" is "Retention". */
export const shortStage = (name: string): string => name.split(/[：:]/)[0]?.trim() || name
