import { type Known } from './customer.js'
import { type Evaluator } from './evaluator.js'
import { standing } from './population.js'
import { type TypedPopulation } from './typed.js'

/** What a reading of the population measures of a customer; null for who is not among those it is about. */
export function measuredBy(e: Evaluator, { of, among }: TypedPopulation): Known {
  return among !== null && !e.bool(e, among, true) ? null : e.value(e, of)
}

/** The group of a customer; who lacks what it goes by is of one group with others who do. */
export function groupOf(e: Evaluator, { by }: TypedPopulation): string {
  return JSON.stringify(by.map((each) => e.value(e, each)))
}

/** Where a customer stands. @throws TypeError without the statistics of the population */
export function evaluatePopulation(e: Evaluator, node: TypedPopulation): number | null {
  const groups = e.statistics.get(node.path)
  if (groups === undefined) throw new TypeError('a comparison with other customers needs the statistics of the population')
  const value = measuredBy(e, node)
  return value === null ? null : standing(node, Number(value), groups.get(groupOf(e, node)) ?? [])
}
