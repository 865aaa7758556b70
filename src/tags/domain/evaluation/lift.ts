import { createRandom, type Random } from '#kernel/learn'
import { differenceOfProportions } from '#kernel/stats'

/** Customers of a campaign whose offer was given at random, of one cell of a tag and one half of the customers. */
export interface LiftCount {
  readonly cell: number
  /** 0 or 1, by a hash of the customer. */
  readonly half: number
  readonly treated: number
  readonly treatedCame: number
  readonly control: number
  readonly controlCame: number
}

export interface Ranged {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** What a tag tells of whom an offer changes. */
export interface Lift {
  /** Treated less control, over all. */
  readonly effect: Ranged
  /**
   * Area under the uplift curve of contacting by the tag's order, less that of contacting anybody: outcomes more a customer,
   * meant over every share contacted.
   */
  readonly gain: Ranged
  /** Treated less control by cell; cells with too few of either are left out. */
  readonly cells: readonly (Ranged & { readonly cell: number; readonly customers: number })[]
}

const LEAST = { arm: 200, events: 20, cell: 20 }
const ROUNDS = 400
const Z95 = 1.959_964
const HALVES = [0, 1] as const

/**
 * Uplift by cell of a tag (Radcliffe 2007; area under the uplift curve: Jaskowski & Jaroszewicz 2012). Cells are put in order
 * by one half of the customers and the curve is read off the other, both ways, so that chance in a cell earns nothing: where
 * the tag tells nothing of the effect, the expected gain is zero. In the order, an effect is drawn to the mean by its
 * reliability (DerSimonian & Laird 1986). The range is the estimate ± 1.96 standard errors of a parametric bootstrap of 400
 * rounds. Null where an arm has under 200 customers or the outcome came under 20 times.
 */
export function liftOf(counts: readonly LiftCount[], seed: number): Lift | null {
  const all = totalOf(counts)
  if (Math.min(all.treated, all.control) < LEAST.arm || all.treatedCame + all.controlCame < LEAST.events) return null
  const value = crossGain(counts)
  const random = createRandom(seed)
  const drawn = Array.from({ length: ROUNDS }, () => crossGain(counts.map((count) => redrawn(count, random))))
  const error = Z95 * deviation(drawn)
  const cells = [...new Set(counts.map(({ cell }) => cell))].sort((one, two) => one - two)
  return {
    effect: effectOf(all),
    gain: { value, low: value - error, high: value + error },
    cells: cells.flatMap((cell) => {
      const here = totalOf(counts.filter((count) => count.cell === cell))
      return Math.min(here.treated, here.control) < LEAST.cell ? [] : [{ cell, customers: here.treated + here.control, ...effectOf(here) }]
    }),
  }
}

type Counts = Omit<LiftCount, 'cell' | 'half'>

function totalOf(counts: readonly Counts[]): Counts {
  const sum = (read: (count: Counts) => number): number => counts.reduce((total, count) => total + read(count), 0)
  return { treated: sum(({ treated }) => treated), treatedCame: sum(({ treatedCame }) => treatedCame), control: sum(({ control }) => control), controlCame: sum(({ controlCame }) => controlCame) }
}

function effectOf({ treated, treatedCame, control, controlCame }: Counts): Ranged {
  const { diff, ciLow, ciHigh } = differenceOfProportions({ n: treated, successes: treatedCame }, { n: control, successes: controlCame })
  return { value: diff, low: ciLow ?? diff, high: ciHigh ?? diff }
}

const sizeOf = ({ treated, control }: Counts): number => treated + control
const diffOf = ({ treated, treatedCame, control, controlCame }: Counts): number => (treated === 0 || control === 0 ? 0 : treatedCame / treated - controlCame / control)

function crossGain(counts: readonly LiftCount[]): number {
  return HALVES.reduce<number>((sum, half) => sum + gainOf(counts.filter((each) => each.half !== half), counts.filter((each) => each.half === half)), 0) / HALVES.length
}

/** Area between the curve of `judged` in the order `learnt` gives, and the straight line. */
function gainOf(learnt: readonly LiftCount[], judged: readonly LiftCount[]): number {
  const expected = shrunkEffects(learnt)
  const order = [...judged].filter((each) => sizeOf(each) > 0).sort((one, two) => (expected.get(two.cell) ?? 0) - (expected.get(one.cell) ?? 0) || one.cell - two.cell)
  const customers = order.reduce((sum, each) => sum + sizeOf(each), 0)
  let area = 0
  let reached = 0
  for (const group of tied(order, expected)) {
    const share = group.reduce((sum, each) => sum + sizeOf(each), 0) / customers
    const added = group.reduce((sum, each) => sum + (sizeOf(each) / customers) * diffOf(each), 0)
    area += share * (reached + added / 2)
    reached += added
  }
  return area - reached / 2
}

/** Cells of one expected effect are contacted together. */
function tied(order: readonly LiftCount[], expected: ReadonlyMap<number, number>): LiftCount[][] {
  const groups: LiftCount[][] = []
  let last = Number.NaN
  for (const each of order) {
    const effect = expected.get(each.cell) ?? 0
    if (effect === last) groups.at(-1)?.push(each)
    else groups.push([each])
    last = effect
  }
  return groups
}

/** Effects by cell drawn to their mean; all the mean where they differ by no more than chance would have them. */
function shrunkEffects(counts: readonly LiftCount[]): Map<number, number> {
  const known = counts.filter(({ treated, control }) => treated > 0 && control > 0)
  const spread = known.map((each) => ({ cell: each.cell, diff: diffOf(each), variance: varianceOf(each) }))
  const weight = spread.reduce((sum, { variance }) => sum + 1 / variance, 0)
  const mean = spread.reduce((sum, { diff, variance }) => sum + diff / variance, 0) / weight
  const q = spread.reduce((sum, { diff, variance }) => sum + (diff - mean) ** 2 / variance, 0)
  const squares = spread.reduce((sum, { variance }) => sum + 1 / variance ** 2, 0)
  const between = Math.max(0, (q - (spread.length - 1)) / (weight - squares / weight))
  return new Map(spread.map(({ cell, diff, variance }) => [cell, mean + (between / (between + variance)) * (diff - mean)]))
}

/** Of a difference of proportions, each with half a success and half a failure more: never zero. */
function varianceOf({ treated, treatedCame, control, controlCame }: Counts): number {
  const part = (n: number, came: number): number => {
    const rate = (came + 0.5) / (n + 1)
    return (rate * (1 - rate)) / n
  }
  return part(treated, treatedCame) + part(control, controlCame)
}

function redrawn(count: LiftCount, random: Random): LiftCount {
  return { ...count, treatedCame: binomial(count.treated, count.treatedCame, random), controlCame: binomial(count.control, count.controlCame, random) }
}

const NORMAL_FROM = 10

/** Successes of n at the rate seen; by the normal curve where both kinds are ten or more. */
function binomial(n: number, came: number, random: Random): number {
  if (came === 0 || came === n) return came
  const rate = came / n
  if (Math.min(came, n - came) >= NORMAL_FROM) return Math.min(n, Math.max(0, Math.round(came + random.normal() * Math.sqrt(n * rate * (1 - rate)))))
  if (rate > 0.5) return n - binomial(n, n - came, random)
  // Waiting times between successes (Devroye 1986, X.4.3): as many steps as there are successes.
  let [found, at] = [0, 0]
  for (;;) {
    at += 1 + Math.floor(Math.log(1 - random.next()) / Math.log(1 - rate))
    if (at > n) return found
    found += 1
  }
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
