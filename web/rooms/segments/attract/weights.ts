import { type Attraction, attractions, EVEN_WEIGHT } from '#segments/contract'

export type Weights = Readonly<Record<Attraction, number>>

const PERCENT = 100
const whole = (share: number): number => Math.round(share * PERCENT)
const of = (weight: (one: Attraction) => number): Weights => ({ size: weight('size'), growth: weight('growth'), value: weight('value'), reach: weight('reach'), uplift: weight('uplift') })

/** The weights of the URL, even where it has none that can be used. */
export function weightsOf(search: URLSearchParams): Weights {
  const read = of((one) => {
    const weight = Number(search.get(`w-${one}`) ?? Number.NaN)
    return weight >= 0 && weight <= 1 ? weight : EVEN_WEIGHT
  })
  return attractions.some((one) => read[one] > 0) ? read : of(() => EVEN_WEIGHT)
}

/** What the URL keeps of weights: nothing of even ones. */
export function weightsAsked(weights: Weights): Record<string, string | null> {
  const isEven = attractions.every((one) => weights[one] === EVEN_WEIGHT)
  return Object.fromEntries(attractions.map((one) => [`w-${one}`, isEven ? null : String(weights[one])]))
}

/** One weight set, in whole hundredths, the others in their proportion so that all are 1 together; even where they had none. */
export function rebalanced(weights: Weights, changed: Attraction, to: number): Weights {
  const others = attractions.filter((one) => one !== changed)
  const rest = PERCENT - whole(to)
  const sum = others.reduce((all, one) => all + weights[one], 0)
  const parts = new Map(others.map((one) => [one, Math.floor(sum === 0 ? rest / others.length : (weights[one] / sum) * rest + 1e-9)]))
  const left = rest - [...parts.values()].reduce((all, part) => all + part, 0)
  // What rounding down left over goes to the largest, one hundredth each.
  const largest = others.toSorted((a, b) => weights[b] - weights[a]).slice(0, left)
  return of((one) => (one === changed ? whole(to) : (parts.get(one) ?? 0) + (largest.includes(one) ? 1 : 0)) / PERCENT)
}
