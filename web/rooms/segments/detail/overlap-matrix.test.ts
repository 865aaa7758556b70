import { expect, it } from 'vitest'
import { matrixOf } from './overlap-matrix.js'

it('is square and symmetric with sizes on the diagonal', () => {
  const sizes = [{ key: 'a', size: 10 }, { key: 'b', size: 6 }, { key: 'c', size: 3 }]
  const rows = matrixOf({ sizes, pairs: [{ a: 'a', b: 'b', both: 4 }, { a: 'c', b: 'a', both: 1 }] })
  expect(rows.map(({ cells }) => cells)).toEqual([[10, 4, 1], [4, 6, 0], [1, 0, 3]])
})
