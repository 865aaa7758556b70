import { type Evaluator } from './evaluator.js'
import { type GroupValues } from './population.js'
import { type TypedResponse } from './typed.js'

/**
 * Least and most of the variance of the prior against that of a coin of its mean: customers who do not differ are given a
 * prior as strong as 999 rows, and no prior is weaker than a thousandth of a row.
 */
export const SPREAD = { least: 0.001, most: 0.999 } as const

/** Places of a posterior mean. */
const PLACES = 1_000_000

/** Rows tried and answered of one customer in one cell. */
export interface Tries {
  readonly tries: number
  readonly answers: number
}

/** What everybody shows of a cell: the mean share answered, and how many rows the prior counts as. */
export interface CellPrior {
  readonly mean: number
  readonly rows: number
}

/**
 * The prior of a cell from everybody's rows in it: the mean of all rows, and the spread of customers around it by the
 * method of moments (Kleinman 1973, weights the numbers of rows). Null without a row.
 */
export function cellPrior(customers: readonly Tries[]): CellPrior | null {
  const here = customers.filter(({ tries }) => tries > 0)
  const sum = (of: (each: Tries) => number) => here.reduce((total, each) => total + of(each), 0)
  const [n, k] = [sum(({ tries }) => tries), sum(({ answers }) => answers)]
  if (n === 0) return null
  const mean = k / n
  const around = sum(({ tries, answers }) => (answers * answers) / tries) - (k * k) / n
  const spread = (around / (mean * (1 - mean)) - (here.length - 1)) / (n - sum(({ tries }) => tries * tries) / n - (here.length - 1))
  const kept = Math.min(SPREAD.most, Math.max(SPREAD.least, Number.isFinite(spread) ? spread : SPREAD.least))
  return { mean, rows: 1 / kept - 1 }
}

/** The mean share answered once the prior has been told of the customer's own rows. */
export function posteriorMean({ tries, answers }: Tries, { mean, rows }: CellPrior): number {
  return Math.round(((answers + mean * rows) / (tries + rows)) * PLACES) / PLACES
}

/** Rows of a customer in every cell; null for who has none at all. */
export function triesOf(e: Evaluator, { cells }: TypedResponse): Tries[] | null {
  const found = cells.map(({ tries, answers }): Tries => ({ tries: Number(e.value(e, tries)), answers: Number(e.value(e, answers)) }))
  return found.some(({ tries }) => tries > 0) ? found : null
}

/** Priors by cell, as statistics of the population keep them: the mean and the rows; empty for a cell nobody has rows in. */
export function priorsOf(everybody: readonly (readonly Tries[])[], cells: number): Map<string, GroupValues> {
  return new Map(
    Array.from({ length: cells }, (_, at) => {
      const prior = cellPrior(everybody.flatMap((each) => each[at] ?? []))
      return [String(at), prior === null ? [] : [prior.mean, prior.rows]]
    }),
  )
}

/** The best cell, or the posterior mean of the one asked of. @throws TypeError without the statistics of the population */
export function evaluateResponse(e: Evaluator, node: TypedResponse): string | number | null {
  const priors = e.statistics.get(node.path)
  if (priors === undefined) throw new TypeError('a comparison with other customers needs the statistics of the population')
  const own = triesOf(e, node)
  if (own === null) return null
  const means = own.map((each, at) => {
    const [mean, rows] = priors.get(String(at)) ?? []
    return typeof mean === 'number' && typeof rows === 'number' ? posteriorMean(each, { mean, rows }) : null
  })
  if (node.cell !== null) return means[node.cell] ?? null
  const candidates = means.map((mean, at) => ((own[at]?.tries ?? 0) < node.least ? null : mean))
  const best = Math.max(...candidates.flatMap((mean) => mean ?? []))
  return node.cells[candidates.indexOf(best)]?.item.code ?? null
}
