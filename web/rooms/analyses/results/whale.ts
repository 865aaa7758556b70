interface Point {
  readonly share: number
  readonly total: number
}

export interface Whale {
  /** Share of customers and share of profit, both added up, from none on. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly peak: { readonly x: number; readonly y: number }
  /** Share of profit the first fifth of customers bring. */
  readonly fifth: number
}

const FIFTH = 0.2
const NEAR = 1e-9

/** The curve of profit added up over customers from the best down; null without a curve or where all of them bring no profit. */
export function whaleOf(curve: readonly Point[], total: number): Whale | null {
  if (curve.length === 0 || total <= 0) return null
  const points = [{ x: 0, y: 0 }, ...curve.map(({ share, total: sum }) => ({ x: share, y: sum / total }))]
  const peak = points.reduce((best, point) => (point.y > best.y + NEAR ? point : best), { x: 0, y: 0 })
  const fifth = points.findLast(({ x }) => x <= FIFTH + NEAR)?.y ?? 0
  return { points, peak, fifth }
}
