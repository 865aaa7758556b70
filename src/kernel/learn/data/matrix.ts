import { fail } from '#kernel/error'

/** A column of numbers; NaN is a missing value. */
export interface NumberColumn {
  readonly kind: 'number'
  readonly name: string
  readonly values: Float64Array | Float32Array
}

/** A column of categories: `codes[row]` points into `levels`; -1 is a missing value. */
export interface CategoryColumn {
  readonly kind: 'category'
  readonly name: string
  readonly codes: Int32Array
  readonly levels: readonly string[]
}

export type Column = NumberColumn | CategoryColumn

/** Rows by named columns, each column an array of its own. */
export interface Matrix {
  readonly rows: number
  readonly columns: readonly Column[]
}

/** A matrix of columns of one length. Errors: LEARN_ROWS_DIFFER, LEARN_COLUMN_REPEATED, LEARN_NOT_FINITE (infinity). */
export function matrixOf(columns: readonly Column[]): Matrix {
  const rows = columns[0] === undefined ? 0 : lengthOf(columns[0])
  const names = new Set<string>()
  for (const column of columns) {
    if (names.has(column.name)) fail('LEARN_COLUMN_REPEATED', { column: column.name })
    names.add(column.name)
    const got = lengthOf(column)
    if (got !== rows) fail('LEARN_ROWS_DIFFER', { column: column.name, rows: got, expected: rows })
    if (column.kind === 'number') refuseInfinity(column)
  }
  return { rows, columns }
}

/** A column of numbers; null and undefined become missing. */
export function numbers(name: string, values: Iterable<number | null | undefined>): NumberColumn {
  return { kind: 'number', name, values: Float64Array.from(values, (value) => value ?? Number.NaN) }
}

/** A column of categories, levels in order of first appearance or as given. Error: LEARN_CATEGORY_UNSEEN when a value is not among given levels. */
export function categories(
  name: string,
  values: Iterable<string | null | undefined>,
  levels?: readonly string[],
): CategoryColumn {
  const known = new Map((levels ?? []).map((level, code) => [level, code]))
  const codes = Int32Array.from(values, (value) => {
    if (value === null || value === undefined) return -1
    const code = known.get(value)
    if (code !== undefined) return code
    if (levels !== undefined) fail('LEARN_CATEGORY_UNSEEN', { column: name, value })
    known.set(value, known.size)
    return known.size - 1
  })
  return { kind: 'category', name, codes, levels: [...known.keys()] }
}

/** The rows named, in the order named (a row may come more than once). */
export function takeRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  return { rows: rows.length, columns: matrix.columns.map((column) => takeColumn(column, rows)) }
}

/** The columns named, in the order named. Error: LEARN_COLUMN_MISSING. */
export function takeColumns(matrix: Matrix, names: readonly string[]): Matrix {
  return { rows: matrix.rows, columns: names.map((name) => columnOf(matrix, name)) }
}

export function columnOf(matrix: Matrix, name: string): Column {
  return (
    matrix.columns.find((column) => column.name === name) ?? fail('LEARN_COLUMN_MISSING', { column: name })
  )
}

/** Row-major copy of number columns, `rows × columns`. Errors: LEARN_COLUMN_KIND for a category, LEARN_MISSING unless missing values are allowed. */
export function denseRows(matrix: Matrix, options: { readonly allowMissing?: boolean } = {}): Float64Array {
  const width = matrix.columns.length
  const dense = new Float64Array(matrix.rows * width)
  matrix.columns.forEach((column, at) => {
    const { values } = numberColumn(column)
    for (let row = 0; row < matrix.rows; row += 1) {
      const value = values[row] as number
      if (Number.isNaN(value) && options.allowMissing !== true)
        {fail('LEARN_MISSING', { column: column.name, row: row + 1 })}
      dense[row * width + at] = value
    }
  })
  return dense
}

export function numberColumn(column: Column): NumberColumn {
  return column.kind === 'number'
    ? column
    : fail('LEARN_COLUMN_KIND', { column: column.name, expected: 'number', got: 'category' })
}

export function categoryColumn(column: Column): CategoryColumn {
  return column.kind === 'category'
    ? column
    : fail('LEARN_COLUMN_KIND', { column: column.name, expected: 'category', got: 'number' })
}

function lengthOf(column: Column): number {
  return column.kind === 'number' ? column.values.length : column.codes.length
}

function refuseInfinity({ name, values }: NumberColumn): void {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
      {fail('LEARN_NOT_FINITE', { column: name, row: row + 1 })}
  }
}

function takeColumn(column: Column, rows: ArrayLike<number>): Column {
  if (column.kind === 'category')
    {return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row] as number) }}
  const values = new Float64Array(rows.length)
  for (let at = 0; at < rows.length; at += 1) values[at] = column.values[rows[at] as number] as number
  return { ...column, values }
}
