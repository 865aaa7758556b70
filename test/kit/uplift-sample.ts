import { categories, matrixOf, numbers, type Matrix } from '#kernel/learn'
import { nearNormal, uniform } from './learn-sample.js'

/** A campaign whose truth is known: both outcomes of every customer are drawn, one is seen. */
export interface UpliftSample {
  readonly matrix: Matrix
  readonly treatment: Uint8Array
  readonly outcome: Uint8Array
  /** True effect given the features, and the true chance of being treated. */
  readonly effect: Float64Array
  readonly propensity: Float64Array
  /** What would have come of each row untreated and treated. */
  readonly untreated: Uint8Array
  readonly treated: Uint8Array
}

export interface UpliftSampleOptions {
  readonly rows?: number
  readonly seed?: number
  /** How strongly `need` and `income` decide who is treated; 0 is a fair coin. */
  readonly confounding?: number
  /** Factor on every effect; 0 is a campaign that changes nothing. */
  readonly strength?: number
}

const CITIES = ['上海', '北京', "成都's"] as const

/** Persuadables are found by `need`, sleeping dogs by `city`, buyers who need no campaign by `income`. */
export function upliftSample({
  rows = 4000,
  seed = 3,
  confounding = 0,
  strength = 1,
}: UpliftSampleOptions = {}): UpliftSample {
  const next = uniform(seed)
  const each = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row))
  const need = each(() => nearNormal(next))
  const income = each(() => nearNormal(next))
  const noise = each(() => nearNormal(next))
  const city = each(() => CITIES[Math.floor(next() * 3)] as string)
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
  const base = each((row) => 0.1 + 0.3 * sigmoid(1.5 * (income[row] as number)))
  const pull = (row: number) =>
    strength * (0.3 * sigmoid(2 * (need[row] as number)) - (city[row] === '北京' ? 0.25 : 0.05))
  const effect = Float64Array.from(base, (chance, row) => Math.max(-chance, pull(row)))
  const propensity = Float64Array.from(base, (_, row) =>
    sigmoid(confounding * ((income[row] as number) + 0.5 * (need[row] as number))),
  )
  const draw = each(() => next())
  const treatment = Uint8Array.from(propensity, (chance) => (next() < chance ? 1 : 0))
  const untreated = Uint8Array.from(draw, (one, row) => (one < (base[row] as number) ? 1 : 0))
  const treated = Uint8Array.from(draw, (one, row) =>
    one < (base[row] as number) + (effect[row] as number) ? 1 : 0,
  )
  return {
    matrix: matrixOf([
      numbers('need', need),
      numbers('income', income),
      numbers('noise', noise),
      categories('city', city, CITIES),
    ]),
    treatment,
    outcome: treatment.map((arm, row) => (arm === 1 ? treated[row] : untreated[row]) as number),
    effect,
    propensity,
    untreated,
    treated,
  }
}
