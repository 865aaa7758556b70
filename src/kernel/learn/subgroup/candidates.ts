import type { CategoryColumn, Column, Matrix, NumberColumn } from '../data/matrix.js'
import { quantilesOf } from '../metrics/quantile.js'
import type { SubgroupCondition } from './contract.js'

/** A condition with the rows (of those given, in their order) that meet it. */
export interface Candidate {
  readonly condition: SubgroupCondition
  readonly cover: Uint8Array
}

/** Levels of a category that are tried, the most frequent first. */
const MOST_LEVELS = 30

/** Conditions on one column each: numbers above or up to their quantiles, categories at their levels. A missing value meets none. */
export function conditionsOf(matrix: Matrix, rows: readonly number[], bins: number): Candidate[] {
  return matrix.columns.flatMap((column: Column) => (column.kind === 'number' ? ofNumber(column, rows, bins) : ofCategory(column, rows)))
}

function ofNumber({ name, values }: NumberColumn, rows: readonly number[], bins: number): Candidate[] {
  const own = Float64Array.from(rows, (row) => values[row] as number)
  const known = own.filter((value) => !Number.isNaN(value))
  if (known.length === 0) return []
  const highest = known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const cuts = [...new Set(quantilesOf(known, Array.from({ length: bins - 1 }, (_, at) => (at + 1) / bins)))].filter((cut) => cut < highest)
  return cuts.flatMap((cut): Candidate[] => [
    { condition: { kind: 'number', feature: name, above: cut, upTo: null }, cover: Uint8Array.from(own, (value) => (value > cut ? 1 : 0)) },
    { condition: { kind: 'number', feature: name, above: null, upTo: cut }, cover: Uint8Array.from(own, (value) => (value <= cut ? 1 : 0)) },
  ])
}

function ofCategory({ name, codes, levels }: CategoryColumn, rows: readonly number[]): Candidate[] {
  const counts = levels.map(() => 0)
  for (const row of rows) {
    const code = codes[row] as number
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1
  }
  const tried = levels.map((level, code) => ({ level, code, count: counts[code] ?? 0 })).filter(({ count }) => count > 0).sort((a, b) => b.count - a.count).slice(0, MOST_LEVELS)
  return tried.map(({ level, code }) => ({ condition: { kind: 'category', feature: name, level }, cover: Uint8Array.from(rows, (row) => (codes[row] === code ? 1 : 0)) }))
}
