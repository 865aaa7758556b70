import { fail } from '#kernel/error'
import type { CategoryColumn, Matrix } from './matrix.js'

/**
 * The classes a label has, in order, and the place of each row's. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_MISSING,
 * LEARN_LABEL_CONSTANT.
 */
export function checkedClasses(matrix: Matrix, target: CategoryColumn) {
  if (matrix.rows === 0) fail('LEARN_EMPTY')
  if (target.codes.length !== matrix.rows) {
    fail('LEARN_ROWS_DIFFER', { column: target.name, rows: target.codes.length, expected: matrix.rows })
  }
  const present = new Set<string>()
  target.codes.forEach((code, row) => {
    if (code < 0) fail('LEARN_MISSING', { column: target.name, row: row + 1 })
    present.add(target.levels[code] as string)
  })
  const classes = [...present].sort()
  if (classes.length < 2) fail('LEARN_LABEL_CONSTANT', { value: classes[0] ?? '' })
  const places = target.levels.map((level) => classes.indexOf(level))
  return { classes, label: target.codes.map((code) => places[code] as number) }
}
