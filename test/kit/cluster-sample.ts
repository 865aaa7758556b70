import { matrixOf, numbers, type Matrix } from '#kernel/learn'
import { nearNormal, uniform } from './learn-sample.js'

const CENTRES = [
  [0, 0],
  [4, 1],
  [1, 5],
] as const

/** Three round clouds, the second number leaning on the first; the labels are row mod 3. */
export function cloudSample(rows = 120, seed = 31): { readonly matrix: Matrix; readonly labels: Int32Array } {
  const next = uniform(seed)
  const points = Array.from({ length: rows }, (_, row) => {
    const [x, y] = CENTRES[row % 3] as readonly [number, number]
    const first = nearNormal(next)
    const second = nearNormal(next)
    return [x + first, y + 0.5 * first + second] as const
  })
  const matrix = matrixOf([
    numbers(
      'x',
      points.map(([x]) => x),
    ),
    numbers(
      'y',
      points.map(([, y]) => y),
    ),
  ])
  return { matrix, labels: Int32Array.from(points, (_, row) => row % 3) }
}
