import { BLOCK } from './design.js'

/**
 * Adds `left · rightᵀ` over a block of rows to the upper half of a `width × width` matrix: sums of products of two sets
 * of columns, two by four at a time so that numbers read are used again while they sit in registers.
 */
export function addProducts(
  into: Float64Array,
  left: Float64Array,
  right: Float64Array,
  width: number,
  count: number,
): void {
  const whole = width - (width % 4)
  for (let row = 0; row < whole; row += 2) {
    for (let column = row - (row % 4); column < whole; column += 4) {
      addTile(into, left, right, row, column, width, count)
    }
  }
  for (let row = 0; row < width; row += 1) {
    for (let column = Math.max(row, whole); column < width; column += 1) {
      addOne(into, left, right, row, column, width, count)
    }
  }
}

function addOne(
  into: Float64Array,
  left: Float64Array,
  right: Float64Array,
  row: number,
  column: number,
  width: number,
  count: number,
): void {
  const a = row * BLOCK
  const b = column * BLOCK
  let sum = 0
  for (let at = 0; at < count; at += 1) sum += (left[a + at] as number) * (right[b + at] as number)
  into[row * width + column] = (into[row * width + column] as number) + sum
}

function addTile(
  into: Float64Array,
  left: Float64Array,
  right: Float64Array,
  row: number,
  column: number,
  width: number,
  count: number,
): void {
  const a = row * BLOCK
  const b = column * BLOCK
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let at = 0; at < count; at += 1) {
    const l0 = left[a + at] as number
    const l1 = left[a + BLOCK + at] as number
    const r0 = right[b + at] as number
    const r1 = right[b + BLOCK + at] as number
    const r2 = right[b + 2 * BLOCK + at] as number
    const r3 = right[b + 3 * BLOCK + at] as number
    s00 += l0 * r0
    s01 += l0 * r1
    s02 += l0 * r2
    s03 += l0 * r3
    s10 += l1 * r0
    s11 += l1 * r1
    s12 += l1 * r2
    s13 += l1 * r3
  }
  addRow(into, row * width + column, s00, s01, s02, s03)
  addRow(into, (row + 1) * width + column, s10, s11, s12, s13)
}

function addRow(into: Float64Array, at: number, a: number, b: number, c: number, d: number): void {
  into[at] = (into[at] as number) + a
  into[at + 1] = (into[at + 1] as number) + b
  into[at + 2] = (into[at + 2] as number) + c
  into[at + 3] = (into[at + 3] as number) + d
}

/** Copies the upper half of a square matrix onto the lower. */
export function mirror(matrix: Float64Array, width: number): void {
  for (let row = 0; row < width; row += 1) {
    for (let column = row + 1; column < width; column += 1) {
      matrix[column * width + row] = matrix[row * width + column] as number
    }
  }
}
