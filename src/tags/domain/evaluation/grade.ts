import type { DecisionPower, FieldFault, Grade, Measure, MeasureName, TagLift } from '../../contract-evaluation.js'
import { grades } from '../../contract-evaluation.js'

/** The grade is no better than the worst of these (domain specification, tag quality card). */
const MANDATORY: readonly MeasureName[] = ['coverage', 'freshness', 'stability', 'inputs', 'unit']

const POINTS: Readonly<Record<Grade, number>> = { A: 3, B: 2, C: 1, D: 0 }

/**
 * Grade of a tag: the worse of the worst mandatory measure and the mean of the others (A 3 … D 0 points, rounded). What is
 * not known has no say. `because` are the measures that made it no better.
 */
export function gradeOf(measures: readonly Measure[]): { readonly grade: Grade; readonly because: readonly Measure[] } {
  const known = measures.filter(({ grade }) => grade !== null)
  const [mandatory, others] = [known.filter(({ name }) => MANDATORY.includes(name)), known.filter(({ name }) => !MANDATORY.includes(name))]
  const worst = Math.min(3, ...mandatory.map(pointsOf))
  const mean = others.length === 0 ? 3 : Math.round(others.reduce((sum, each) => sum + pointsOf(each), 0) / others.length)
  const points = Math.min(worst, mean)
  const blamed = [...mandatory.filter((each) => pointsOf(each) === worst && worst <= mean), ...(mean <= worst ? others.filter((each) => pointsOf(each) < 3) : [])]
  const because = points === 3 ? [] : blamed.sort((one, two) => pointsOf(one) - pointsOf(two))
  return { grade: grades[3 - points] ?? 'D', because }
}

function pointsOf({ grade }: Measure): number {
  return grade === null ? 3 : POINTS[grade]
}

/** A where a value is at least the first limit, B the second, C the third, else D. */
function atLeast(value: number, [a, b, c]: readonly [number, number, number]): Grade {
  return value >= a ? 'A' : value >= b ? 'B' : value >= c ? 'C' : 'D'
}

function atMost(value: number, [a, b, c]: readonly [number, number, number]): Grade {
  return value <= a ? 'A' : value <= b ? 'B' : value <= c ? 'C' : 'D'
}

function measure(name: MeasureName, grade: Grade | null, value: number | null, params: Measure['params'] = {}, range?: { readonly low: number; readonly high: number }): Measure {
  return { name, grade, value, low: range?.low ?? null, high: range?.high ?? null, params }
}

/** Share of its population with a value: 60 % asked. */
export function coverageMeasure(covered: number, customers: number, ofPopulation: boolean): Measure {
  const value = customers === 0 ? 0 : covered / customers
  return measure('coverage', customers === 0 ? null : atLeast(value, [0.6, 0.4, 0.2]), value, { covered, customers, whole: ofPopulation ? 0 : 1 })
}

const REFRESH_DAYS = { stream: 1, daily: 1, weekly: 7, monthly: 31 } as const

/** Days since the snapshot against half as long again as the refresh. */
export function freshnessMeasure(lagDays: number, refresh: keyof typeof REFRESH_DAYS): Measure {
  const allowed = REFRESH_DAYS[refresh] * 1.5
  return measure('freshness', atMost(lagDays / allowed, [1, 2, 4]), lagDays, { allowed })
}

/** Stability index between two dates: under .1 green, to .25 amber, over it red. */
export function stabilityMeasure(psi: number | null, before: string): Measure {
  return measure('stability', psi === null ? null : atMost(psi, [0.1, 0.25, 0.5]), psi, { before })
}

/** The faults of the fields it is made of. */
export function inputsMeasure(faults: readonly FieldFault[]): Measure {
  const worst = faults.reduce((least, { grade }) => Math.min(least, POINTS[grade]), 3)
  const first = faults.find(({ grade }) => POINTS[grade] === worst)
  const params = first === undefined ? {} : { table: first.table, field: first.field ?? '', kind: first.kind, since: first.since }
  return measure('inputs', grades[3 - worst] ?? 'D', faults.length, params)
}

/** Ratio of medians near a whole power of ten between the two dates: another unit. */
export function unitMeasure(before: number | null, now: number | null): Measure {
  if (before === null || now === null || before <= 0 || now <= 0) return measure('unit', null, null)
  const decades = Math.log10(now / before)
  const changed = Math.round(decades) !== 0 && Math.abs(decades - Math.round(decades)) <= 0.15
  return measure('unit', changed ? 'D' : 'A', now / before)
}

/** The most it tells of any decision: information value .02 asked, .1 is strong. */
export function discriminationMeasure(powers: readonly DecisionPower[]): Measure {
  const best = powers.filter(({ iv }) => iv !== null).sort((one, two) => (two.iv?.value ?? 0) - (one.iv?.value ?? 0))[0]
  if (best?.iv == null) return measure('discrimination', null, null)
  return measure('discrimination', atLeast(best.iv.value, [0.1, 0.02, 0.005]), best.iv.value, { decision: best.decision, events: best.events }, best.iv)
}

/** Share of those who told that the tag agrees with. */
export function accuracyMeasure(agree: { readonly value: number; readonly low: number; readonly high: number } | null, told: number): Measure {
  return agree === null || told === 0 ? measure('accuracy', null, null) : measure('accuracy', atLeast(agree.value, [0.9, 0.8, 0.65]), agree.value, { told }, agree)
}

/** Share of the tag's customers a check for mis-tags corrects: 5 % borne. */
export function conflictMeasure(corrected: number, customers: number, check: string): Measure {
  const value = customers === 0 ? 0 : corrected / customers
  return measure('conflict', customers === 0 ? null : atMost(value, [0.05, 0.1, 0.2]), value, { corrected, check })
}

/** How alike the most alike other tag is. */
export function redundancyMeasure(alike: readonly { readonly tag: string; readonly value: number }[]): Measure {
  const first = alike[0]
  return first === undefined ? measure('redundancy', 'A', 0) : measure('redundancy', atMost(first.value, [0.7, 0.9, 0.98]), first.value, { tag: first.tag })
}

/** Who uses it: a strategy, directly or through what it is made of, is what it is for. */
export function usageMeasure(users: number, strategies: number): Measure {
  return measure('usage', strategies > 0 ? 'A' : users > 0 ? 'B' : 'C', users, { strategies })
}

/** What acting on it was worth in evaluated strategies; not known where none has a result. */
export function worthMeasure(effects: readonly TagEffect[]): Measure {
  const newest = [...effects].sort((one, two) => (one.at < two.at ? 1 : -1))
  const [last, first] = [newest[0], newest.at(-1)]
  if (last === undefined || first === undefined) return measure('worth', null, null)
  const grade: Grade = last.low > 0 ? 'A' : last.high < 0 ? 'D' : last.diff > 0 ? 'B' : 'C'
  const decays = newest.length > 1 && first.low > last.diff
  return measure('worth', decays && grade === 'A' ? 'B' : grade, last.diff, { strategy: last.strategy, metric: last.metric, results: newest.length, decays: decays ? 1 : 0 }, last)
}

/** Whether contacting by the tag's order added outcomes in the latest campaign given at random; a tag that does not is not the worse for it. */
export function targetingMeasure(lifts: readonly Pick<TagLift, 'campaign' | 'gain'>[]): Measure {
  const [last] = lifts
  if (last === undefined) return measure('targeting', null, null)
  const decays = lifts.slice(1).some(({ gain }) => gain.low > last.gain.high)
  return measure('targeting', last.gain.low > 0 ? (decays ? 'B' : 'A') : null, last.gain.value, { campaign: last.campaign, campaigns: lifts.length, decays: decays ? 1 : 0 }, last.gain)
}

/** A result of acting on a tag: arm less control, with its interval. */
export interface TagEffect {
  readonly strategy: string
  readonly metric: string
  readonly at: string
  readonly diff: number
  readonly low: number
  readonly high: number
}
