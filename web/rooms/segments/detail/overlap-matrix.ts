import type { Overlap } from '#segments/contract'

export interface MatrixRow {
  readonly key: string
  readonly size: number
  /** Customers shared with the segment of each column; its own size on the diagonal. */
  readonly cells: readonly number[]
}

/** Pairs as a square: the order of `sizes` both ways. */
export function matrixOf({ sizes, pairs }: Pick<Overlap, 'sizes' | 'pairs'>): readonly MatrixRow[] {
  const shared = new Map(pairs.flatMap(({ a, b, both }) => [[`${a} ${b}`, both] as const, [`${b} ${a}`, both] as const]))
  return sizes.map(({ key, size }) => ({
    key,
    size,
    cells: sizes.map((other) => (other.key === key ? size : (shared.get(`${key} ${other.key}`) ?? 0))),
  }))
}
