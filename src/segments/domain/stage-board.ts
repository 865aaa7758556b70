import { addDays, monthEnd } from '#kernel/calendar'
import { normalQuantile, wilsonInterval } from '#kernel/stats'
import type { RetentionFirst, StageBoard, StageLag } from '../contract-stages.js'

/** Customers of a cohort: who reached at least so many stages from 0 on, and who meets each stage whatever the others. */
export interface CohortCounts {
  readonly cohort: string
  readonly reached: readonly number[]
  readonly met: readonly number[]
}

export const UNKNOWN = 'none'
export const EARLIER = 'earlier'
export const MOST_COHORTS = 24

/** The quarter of a month: 2025-05 is of 2025-Q2. */
export function quarterOf(month: string): string {
  return month === UNKNOWN ? UNKNOWN : `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`
}

const added = (a: readonly number[], b: readonly number[]): number[] => Array.from({ length: Math.max(a.length, b.length) }, (_, at) => (a[at] ?? 0) + (b[at] ?? 0))

/** All of them together. */
export function together(rows: readonly CohortCounts[], cohort: string): CohortCounts {
  return { cohort, reached: rows.reduce<number[]>((sum, row) => added(sum, row.reached), []), met: rows.reduce<number[]>((sum, row) => added(sum, row.met), []) }
}

/** Rows by another name of their cohort, the same names together. */
export function grouped(rows: readonly CohortCounts[], nameOf: (cohort: string) => string): CohortCounts[] {
  const names = [...new Set(rows.map(({ cohort }) => nameOf(cohort)))]
  return names.map((name) => together(rows.filter(({ cohort }) => nameOf(cohort) === name), name))
}

/** Newest first, those before the newest 24 as one, who opened nobody knows when last. */
export function cohortsTold(rows: readonly CohortCounts[]): CohortCounts[] {
  const known = rows.filter(({ cohort }) => cohort !== UNKNOWN).toSorted((a, b) => (a.cohort < b.cohort ? 1 : -1))
  const earlier = known.slice(MOST_COHORTS)
  return [...known.slice(0, MOST_COHORTS), ...(earlier.length === 0 ? [] : [together(earlier, EARLIER)]), ...rows.filter(({ cohort }) => cohort === UNKNOWN)]
}

/**
 * Counts that rise to the left, with those hidden that are below the smallest cell, or differ by fewer from one told before, or
 * from the same count of everybody (`whole`).
 */
export function shownReached(reached: readonly number[], whole: readonly number[], minCell: number): (number | null)[] {
  const isSmall = (count: number) => count > 0 && count < minCell
  let last: number | null = null
  return reached.map((count, at) => {
    if (isSmall(count) || isSmall((whole[at] ?? count) - count) || (last !== null && isSmall(last - count))) return null
    last = count
    return count
  })
}

/** A table of cohorts by stage; where one cohort of a stage is hidden, so is the next smallest. */
export function shownCohorts(rows: readonly CohortCounts[], minCell: number): (number | null)[][] {
  const shown = rows.map(({ reached }) => shownReached(reached, reached, minCell))
  for (const [stage] of (shown[0] ?? []).entries()) {
    const hiddenRows = shown.filter((row) => row[stage] === null)
    const next = shown.filter((row) => (row[stage] ?? 0) > 0).toSorted((a, b) => (a[stage] ?? 0) - (b[stage] ?? 0))[0]
    if (hiddenRows.length === 1 && next !== undefined) next[stage] = null
  }
  return shown
}

/** Stages with their rates of those who reached the one before; the weakest is the lowest rate told. */
export function stagesOf(codes: readonly string[], reached: readonly (number | null)[], met: readonly (number | null)[]): Pick<StageBoard, 'stages' | 'weakest'> {
  const stages = codes.map((code, at) => {
    const [before, own] = [reached[at] ?? null, reached[at + 1] ?? null]
    return { code, reached: own, met: met[at] ?? null, rate: before === null || own === null || before === 0 ? null : own / before }
  })
  const told = stages.filter(({ rate }) => rate !== null).toSorted((a, b) => (a.rate ?? 0) - (b.rate ?? 0))
  return { stages, weakest: told[0]?.code ?? null }
}

interface LagCounts {
  readonly entered: readonly string[]
  readonly moved: readonly string[]
  /** Quartiles of each step. */
  readonly days: readonly (readonly (number | null)[])[]
}

const NO_LAGS: LagCounts = { entered: [], moved: [], days: [] }

/** Days between stages as told; the days are hidden with who went on. */
export function lagsOf(codes: readonly string[], row: LagCounts | undefined, minCell: number): StageLag[] {
  return codes.slice(1).map((to, at) => ({ from: codes[at] ?? '', to, ...lagAt(row ?? NO_LAGS, at, minCell) }))
}

const NO_DAYS = { lower: null, median: null, upper: null }

function lagAt({ entered, moved, days }: LagCounts, at: number, minCell: number): Omit<StageLag, 'from' | 'to'> {
  const [all = null, went = null] = shownReached([Number(entered[at] ?? 0), Number(moved[at] ?? 0)], [], minCell)
  if (all === null) return { entered: null, moved: null, ...NO_DAYS }
  return { entered: all, moved: went, ...(went === null || went === 0 ? NO_DAYS : quartiles(days[at])) }
}

function quartiles([lower = null, median = null, upper = null]: readonly (number | null)[] = []) {
  return { lower, median, upper }
}

const SURE = 0.975

/**
 * Whether the newest cohorts stay enough to spend on new customers: those of the newest whole months of opening that are old
 * enough, together. `rows` by month; `stage` the place of the stage that says who stays.
 */
export function retentionAdvice(first: RetentionFirst, stage: number, rows: readonly CohortCounts[], at: { readonly asOf: string; readonly minCell: number }): NonNullable<StageBoard['advice']> {
  const isOld = ({ cohort }: CohortCounts) => cohort !== UNKNOWN && addDays(monthEnd(`${cohort}-01`), first.age) <= at.asOf
  const asked = rows.filter(isOld).toSorted((a, b) => (a.cohort < b.cohort ? 1 : -1)).slice(0, first.newest)
  const all = together(asked, '')
  const [customers, met] = [all.reached[0] ?? 0, all.met[stage] ?? 0]
  const told = { stage: first.stage, least: first.least, age: first.age, cohorts: asked.map(({ cohort }) => cohort) }
  const isSmall = (count: number) => count > 0 && count < at.minCell
  if (customers < Math.max(1, at.minCell)) return { ...told, customers: customers === 0 ? 0 : null, met: null, share: null, low: null, high: null, says: 'few' }
  const share = met / customers
  const says = share < first.least ? 'hold' : 'go'
  if (isSmall(met) || isSmall(customers - met)) return { ...told, customers, met: null, share: null, low: null, high: null, says }
  const { low, high } = wilsonInterval({ n: customers, successes: met }, normalQuantile(SURE))
  return { ...told, customers, met, share, low, high, says }
}
