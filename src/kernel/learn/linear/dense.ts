/** Symmetric matrices are row-major `size × size`, both halves filled. */

/** The lower factor of a symmetric positive definite matrix, or the first row whose pivot is not above `tolerance` of its diagonal. */
export type Cholesky =
  | { readonly kind: 'factor'; readonly size: number; readonly lower: Float64Array }
  | { readonly kind: 'singular'; readonly row: number }

/** Cholesky factor; a pivot that loses all but `tolerance` of its diagonal tells of a row that depends on those before it. */
export function cholesky(matrix: Float64Array, size: number, tolerance = 1e-11): Cholesky {
  const lower = new Float64Array(size * size)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] as number
      for (let at = 0; at < column; at += 1) {
        sum -= (lower[row * size + at] as number) * (lower[column * size + at] as number)
      }
      if (row !== column) lower[row * size + column] = sum / (lower[column * size + column] as number)
      else if (!(sum > tolerance * (matrix[row * size + row] as number))) return { kind: 'singular', row }
      else lower[row * size + row] = Math.sqrt(sum)
    }
  }
  return { kind: 'factor', size, lower }
}

/** Solution x of `matrix · x = right` from the factor of the matrix. */
export function solveFactor(
  factor: { readonly size: number; readonly lower: Float64Array },
  right: ArrayLike<number>,
): Float64Array {
  const { size, lower } = factor
  const x = Float64Array.from(right)
  for (let row = 0; row < size; row += 1) {
    let sum = x[row] as number
    for (let at = 0; at < row; at += 1) sum -= (lower[row * size + at] as number) * (x[at] as number)
    x[row] = sum / (lower[row * size + row] as number)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = x[row] as number
    for (let at = row + 1; at < size; at += 1) sum -= (lower[at * size + row] as number) * (x[at] as number)
    x[row] = sum / (lower[row * size + row] as number)
  }
  return x
}

/** Inverse of a matrix from its factor. */
export function inverseOf(factor: { readonly size: number; readonly lower: Float64Array }): Float64Array {
  const { size } = factor
  const inverse = new Float64Array(size * size)
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size)
    unit[column] = 1
    const solved = solveFactor(factor, unit)
    for (let row = 0; row < size; row += 1) inverse[row * size + column] = solved[row] as number
  }
  return inverse
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number)
  return sum
}

/** Variance of `weights · x` under a covariance: the delta method's quadratic form. */
export function quadratic(covariance: Float64Array, weights: ArrayLike<number>): number {
  const size = weights.length
  let sum = 0
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      sum +=
        (weights[row] as number) * (covariance[row * size + column] as number) * (weights[column] as number)
    }
  }
  return sum
}
