import { fail } from '#kernel/error'
import {
  categoryColumn,
  columnOf,
  numberColumn,
  type CategoryColumn,
  type Column,
  type Matrix,
  type NumberColumn,
} from '../data/matrix.js'
import { binOf } from '../metrics/quantile.js'
import { signedLog } from './numeric.js'
import type { EncodePreparation, Preparation } from './plan.js'
import { placesOf, replaceColumn, throughCodes } from './replace.js'

/** A prepared matrix, and how many rows of each encoded column held a category not seen in training. */
export interface Prepared {
  readonly matrix: Matrix
  readonly unseen: Readonly<Record<string, number>>
}

/** Applies one fitted step. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
export function applyPreparation(step: Preparation, matrix: Matrix): Prepared {
  const column = columnOf(matrix, step.column)
  switch (step.kind) {
    case 'impute':
      return quiet(matrix, step.column, imputed(step, column))
    case 'winsorise':
      return quiet(matrix, step.column, [
        mapped(column, (value) => Math.min(step.high, Math.max(step.low, value))),
      ])
    case 'log':
      return quiet(matrix, step.column, [mapped(column, signedLog)])
    case 'standardise':
      return quiet(matrix, step.column, [mapped(column, (value) => (value - step.mean) / step.scale)])
    case 'one-hot':
      return oneHot(step, matrix, categoryColumn(column))
    case 'bin':
      return quiet(matrix, step.column, [binned(step.cuts, step.labels, numberColumn(column))])
    case 'encode':
      return encoded(step, matrix, categoryColumn(column))
  }
}

function quiet(matrix: Matrix, name: string, columns: readonly Column[]): Prepared {
  return { matrix: replaceColumn(matrix, name, columns), unseen: {} }
}

function mapped(column: Column, of: (value: number) => number): NumberColumn {
  const { values, name } = numberColumn(column)
  return { kind: 'number', name, values: Float64Array.from(values, of) }
}

function imputed(step: Extract<Preparation, { kind: 'impute' }>, column: Column): Column[] {
  const { value, indicator } = step
  const filled = typeof value === 'number' ? filledNumber(column, value) : filledCategory(column, value)
  return indicator === null
    ? [filled]
    : [filled, { kind: 'number', name: indicator, values: missingOf(column) }]
}

function filledNumber(column: Column, value: number): NumberColumn {
  return mapped(column, (own) => (Number.isNaN(own) ? value : own))
}

function filledCategory(column: Column, value: string): CategoryColumn {
  if (column.kind === 'number') {
    return fail('LEARN_COLUMN_KIND', { column: column.name, expected: 'category', got: 'number' })
  }
  const known = column.levels.indexOf(value)
  const levels = known < 0 ? [...column.levels, value] : column.levels
  const place = known < 0 ? column.levels.length : known
  return { ...column, levels, codes: column.codes.map((code) => (code < 0 ? place : code)) }
}

function missingOf(column: Column): Float64Array {
  return column.kind === 'number'
    ? Float64Array.from(column.values, (value) => (Number.isNaN(value) ? 1 : 0))
    : Float64Array.from(column.codes, (code) => (code < 0 ? 1 : 0))
}

function oneHot(
  step: Extract<Preparation, { kind: 'one-hot' }>,
  matrix: Matrix,
  column: CategoryColumn,
): Prepared {
  const { places, unseen } = placesOf(column, step.levels)
  const columns = step.names.map((name, at) =>
    throughCodes(
      column,
      name,
      places.map((place) => (place === at ? 1 : 0)),
      0,
    ),
  )
  return { matrix: replaceColumn(matrix, step.column, columns), unseen: { [step.column]: unseen } }
}

function binned(cuts: readonly number[], labels: readonly string[], column: NumberColumn): CategoryColumn {
  const codes = Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : binOf(cuts, value)))
  return { kind: 'category', name: column.name, codes, levels: labels }
}

function encoded(step: EncodePreparation, matrix: Matrix, column: CategoryColumn): Prepared {
  const { places, unseen } = placesOf(column, step.levels)
  const table = Float64Array.from(places, (place) =>
    place < 0 ? step.unseen : (step.values[place] as number),
  )
  const numbers = throughCodes(column, column.name, table, step.missing)
  return { matrix: replaceColumn(matrix, step.column, [numbers]), unseen: { [step.column]: unseen } }
}
