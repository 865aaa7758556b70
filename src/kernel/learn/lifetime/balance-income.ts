import { fail } from '#kernel/error'

/** Balances of customers up to a date. All arrays have one entry a customer; times are months since the customer's start. */
export interface BalanceHistory {
  /** When watching began: 0, or later where the data begin later than the customer. */
  readonly entry: Float64Array
  /** When the balance left, or up to when it is known not to have left. */
  readonly exit: Float64Array
  /** The date itself. */
  readonly age: Float64Array
  readonly left: Uint8Array
  /** What is held now; 0 for who left. */
  readonly balance: Float64Array
  /** Place in `groups`. */
  readonly group: Int32Array
}

export interface BalanceInput {
  readonly history: BalanceHistory
  readonly groups: readonly string[]
  /** Customers who had a balance at an earlier date: how long they had been there, and whether they left in the months after. */
  readonly earlier: BalanceHistory & { readonly leftAfter: Uint8Array; readonly months: number }
  readonly horizons: readonly number[]
  /** Margin of a year on a balance, discount of a year. */
  readonly margin: number
  readonly discount: number
  /** Share of leaving times the bounds of a customer enclose. */
  readonly level: number
}

export interface BalanceGroup {
  readonly group: string
  readonly customers: number
  readonly left: number
  readonly pooled: boolean
  /** Share of balances that leave in a month, over all months watched. */
  readonly monthly: number
  /** Months after which half are gone; null when it is not reached within ten years. */
  readonly median: number | null
}

export interface BalanceForecast {
  readonly groups: readonly BalanceGroup[]
  readonly holdout: { readonly months: number; readonly customers: number; readonly predicted: number; readonly left: number }
  readonly horizons: readonly { readonly months: number; readonly income: Float64Array; readonly low: Float64Array; readonly high: Float64Array; readonly total: number }[]
}

/** Months of hazard kept. */
const MONTHS = 120
/** Months with fewer customers at risk share one hazard with those after them. */
const LEAST_AT_RISK = 100
const YEAR = 12
/** Groups with fewer departures take the hazards of everybody, moved towards their own level. */
const LEAST_LEFT = 20

/** Departures a month of being at risk, by months since the start. */
interface Hazards {
  readonly monthly: Float64Array
  /** Months watched, by months since the start. */
  readonly atRisk: Float64Array
  readonly left: number
  readonly customers: number
  readonly overall: number
}

/**
 * Income from balances: each month's margin of what is held now times the chance that it is still held, discounted. The
 * chance is the product-limit estimate by months since the start, entry delayed where the data begin later (Kaplan and
 * Meier 1958; Kalbfleisch and Prentice 1980, section 1.3), a group at a time; beyond the months watched the last hazard
 * goes on. Bounds of a customer are the income if the balance left at the outer quantiles of its leaving time. Errors:
 * LEARN_EMPTY, LEARN_PARAM.
 */
export function balanceIncome(input: BalanceInput): BalanceForecast {
  if (input.history.balance.length === 0) fail('LEARN_EMPTY')
  const now = hazardsOf(input.history, input.groups.length)
  const past = hazardsOf(input.earlier, input.groups.length)
  return {
    groups: input.groups.map((group, at) => describe(group, now.own[at] as Hazards, now.used[at] as Hazards)),
    holdout: checkLater(past.used, input.earlier),
    horizons: input.horizons.map((months) => incomeOf(now.used, input, months)),
  }
}

function hazardsOf(history: BalanceHistory, groups: number): { readonly own: readonly Hazards[]; readonly used: readonly Hazards[] } {
  const all = countHazards(history, () => true)
  const own = Array.from({ length: groups }, (_, group) => countHazards(history, (row) => history.group[row] === group))
  return { own, used: own.map((hazards) => (hazards.left < LEAST_LEFT ? scaled(all, hazards) : hazards)) }
}

/**
 * Hazards of everybody times the departures of a small group over those expected of it, drawn towards 1 by as many
 * departures as a group needs for hazards of its own (the gamma prior of Clayton and Kaldor 1987, Biometrics 43).
 */
function scaled(all: Hazards, own: Hazards): Hazards {
  const expected = all.monthly.reduce((sum, hazard, month) => sum + hazard * (own.atRisk[month] as number), 0)
  const factor = (own.left + LEAST_LEFT) / (expected + LEAST_LEFT)
  return { ...all, monthly: all.monthly.map((hazard) => Math.min(1, hazard * factor)), overall: all.overall * factor }
}

function countHazards({ entry, exit, left }: BalanceHistory, isOf: (row: number) => boolean): Hazards {
  const atRisk = new Float64Array(MONTHS)
  const events = new Float64Array(MONTHS)
  let [customers, departures] = [0, 0]
  for (let row = 0; row < entry.length; row += 1) {
    if (!isOf(row)) continue
    customers += 1
    const gone = left[row] === 1
    const stop = gone ? Math.floor(exit[row] as number) + 1 : (exit[row] as number)
    for (let month = Math.floor(entry[row] as number); month < Math.min(MONTHS, stop); month += 1) {
      atRisk[month] = (atRisk[month] as number) + Math.min(stop, month + 1) - Math.max(entry[row] as number, month)
    }
    if (!gone || stop > MONTHS) continue
    events[stop - 1] = (events[stop - 1] as number) + 1
    departures += 1
  }
  return { monthly: pooledTail(events, atRisk), atRisk, left: departures, customers, overall: departures / Math.max(1, total(atRisk)) }
}

/** The hazard of each month, with those after it where too few are at risk; beyond the months watched that of the last year. */
function pooledTail(events: Float64Array, atRisk: Float64Array): Float64Array {
  const monthly = new Float64Array(MONTHS)
  const rate = (from: number, end: number): number => Math.min(1, total(events.subarray(from, end)) / Math.max(1e-9, total(atRisk.subarray(from, end))))
  let month = 0
  while (month < MONTHS && total(atRisk.subarray(month)) >= LEAST_AT_RISK) {
    let end = month + 1
    while (total(atRisk.subarray(month, end)) < LEAST_AT_RISK) end += 1
    monthly.fill(rate(month, end), month, end)
    month = end
  }
  return monthly.fill(rate(Math.max(0, month - YEAR), MONTHS), month)
}

function hazardAt({ monthly }: Hazards, month: number): number {
  return monthly[Math.min(MONTHS - 1, Math.max(0, Math.floor(month)))] as number
}

function incomeOf(hazards: readonly Hazards[], { history, margin, discount, level }: BalanceInput, months: number): BalanceForecast['horizons'][number] {
  const { age, left, balance, group } = history
  const rows = balance.length
  const [income, low, high] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)]
  const [early, late] = [(1 - level) / 2, (1 + level) / 2]
  for (let row = 0; row < rows; row += 1) {
    if (left[row] === 1 || (balance[row] as number) <= 0) continue
    const own = hazards[group[row] as number] as Hazards
    let [stays, sum, paid, least, most] = [1, 0, 0, -1, -1]
    for (let month = 1; month <= months; month += 1) {
      stays *= 1 - hazardAt(own, (age[row] as number) + month - 1)
      // Gone by now with at least this chance: the balance earned until the month before.
      if (least < 0 && 1 - stays >= early) least = paid
      if (most < 0 && 1 - stays >= late) most = paid
      const worth = (margin / 12) * (1 + discount) ** (-month / 12)
      sum += stays * worth
      paid += worth
    }
    const held = balance[row] as number
    income[row] = sum * held
    low[row] = (least < 0 ? paid : least) * held
    high[row] = (most < 0 ? paid : most) * held
  }
  return { months, income, low, high, total: total(income) }
}

/** How many of an earlier date's customers were to leave in the months after the time they are known to have stayed to, and how many did. */
function checkLater(hazards: readonly Hazards[], { exit, left, group, leftAfter, months }: BalanceInput['earlier']): BalanceForecast['holdout'] {
  let [customers, predicted, gone] = [0, 0, 0]
  for (let row = 0; row < exit.length; row += 1) {
    if (left[row] === 1) continue
    const own = hazards[group[row] as number] as Hazards
    let stays = 1
    for (let month = 0; month < Math.floor(months); month += 1) stays *= 1 - hazardAt(own, (exit[row] as number) + month)
    stays *= 1 - (months - Math.floor(months)) * hazardAt(own, (exit[row] as number) + Math.floor(months))
    customers += 1
    predicted += 1 - stays
    gone += leftAfter[row] as number
  }
  return { months, customers, predicted, left: gone }
}

function describe(group: string, own: Hazards, used: Hazards): BalanceGroup {
  let stays = 1
  let median: number | null = null
  for (let month = 0; month < MONTHS && median === null; month += 1) {
    stays *= 1 - hazardAt(used, month)
    if (stays <= 0.5) median = month + 1
  }
  return { group, customers: own.customers, left: own.left, pooled: own !== used, monthly: used.overall, median }
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
