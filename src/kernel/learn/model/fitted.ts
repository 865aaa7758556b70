import { fail } from '#kernel/error'
import type { Sql } from '#kernel/sql'
import { columnOf, type Column, type Matrix } from '../data/matrix.js'

/** A feature as a model remembers it: its name, its kind, and the levels seen in training. */
export type Feature =
  | { readonly name: string; readonly kind: 'number' }
  | { readonly name: string; readonly kind: 'category'; readonly levels: readonly string[] }

/** Every fitted model is plain data with its kind and its features. */
export interface Fitted {
  readonly kind: string
  readonly features: readonly Feature[]
}

/** One reason of a score: how far the feature moved it from the base, in the units the model adds up in (log-odds for a probability). */
export interface Reason {
  readonly feature: string
  readonly value: number | string | null
  readonly effect: number
}

/** Base plus the effects is the score before its link. */
export interface Explanation {
  readonly base: number
  readonly reasons: readonly Reason[]
}

/** What can be done with a fitted model of one kind. */
export interface ModelKind<Model extends Fitted> {
  /** Scores of rows; a probability where the model is of a label 0 or 1. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
  score(model: Model, matrix: Matrix): Float64Array
  /** The score as an expression of the engine; `column` gives the expression of a feature (NULL is missing). */
  sql(model: Model, column: (feature: Feature) => Sql): Sql
  explain(model: Model, matrix: Matrix, row: number): Explanation
}

export function featuresOf(matrix: Matrix): Feature[] {
  return matrix.columns.map((column) =>
    column.kind === 'number'
      ? { name: column.name, kind: 'number' }
      : { name: column.name, kind: 'category', levels: column.levels },
  )
}

/**
 * The columns of a matrix in a model's order, categories re-coded to the levels it was trained on; a level it never saw
 * becomes missing. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND.
 */
export function alignedColumns(features: readonly Feature[], matrix: Matrix): Column[] {
  return features.map((feature) => {
    const column = columnOf(matrix, feature.name)
    if (column.kind !== feature.kind)
      {fail('LEARN_COLUMN_KIND', { column: feature.name, expected: feature.kind, got: column.kind })}
    if (column.kind === 'number' || feature.kind === 'number') return column
    const places = new Map(feature.levels.map((level, code) => [level, code]))
    const codes = column.levels.map((level) => places.get(level) ?? -1)
    return {
      ...column,
      levels: feature.levels,
      codes: column.codes.map((code) => (code < 0 ? -1 : (codes[code] ?? -1))),
    }
  })
}
