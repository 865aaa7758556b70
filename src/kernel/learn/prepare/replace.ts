import type { CategoryColumn, Column, Matrix, NumberColumn } from '../data/matrix.js'

/** The matrix with one column replaced, in place, by others. */
export function replaceColumn(matrix: Matrix, name: string, by: readonly Column[]): Matrix {
  return {
    rows: matrix.rows,
    columns: matrix.columns.flatMap((column) => (column.name === name ? by : [column])),
  }
}

/** A number column of one value a row, computed from the row's code through a table; -1 takes `missing`. */
export function throughCodes(
  column: CategoryColumn,
  name: string,
  table: ArrayLike<number>,
  missing: number,
): NumberColumn {
  const values = new Float64Array(column.codes.length)
  for (let row = 0; row < values.length; row += 1) {
    const code = column.codes[row] as number
    values[row] = code < 0 ? missing : (table[code] as number)
  }
  return { kind: 'number', name, values }
}

/** For each level of a column its place among known levels, -1 where unknown; and how many rows hold an unknown level. */
export function placesOf(
  column: CategoryColumn,
  known: readonly string[],
): { places: Int32Array; unseen: number } {
  const at = new Map(known.map((level, place) => [level, place]))
  const places = Int32Array.from(column.levels, (level) => at.get(level) ?? -1)
  let unseen = 0
  for (let row = 0; row < column.codes.length; row += 1) {
    const code = column.codes[row] as number
    if (code >= 0 && places[code] === -1) unseen += 1
  }
  return { places, unseen }
}
