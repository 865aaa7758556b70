import { sql, type Sql } from '#kernel/sql'

/** Days a slope over dated rows is told for. */
export const SLOPE_DAYS = 30

/** Number of points, sums of x, y, xy and xx. */
interface Sums<Of> {
  readonly n: Of
  readonly x: Of
  readonly y: Of
  readonly xy: Of
  readonly xx: Of
}

/** Slope of the least-squares line through points, from their sums; NULL where all x are one. */
export function slopeSql({ n, x, y, xy, xx }: Sums<Sql>): Sql {
  return sql`((${n} * ${xy} - ${x} * ${y}) / nullIf(${n} * ${xx} - ${x} * ${x}, 0))`
}

/** The same of points in memory; null where all x are one. */
export function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number | null {
  const sum = (of: (point: { readonly x: number; readonly y: number }) => number) => points.reduce((total, point) => total + of(point), 0)
  const [x, y, xy, xx] = [sum((p) => p.x), sum((p) => p.y), sum((p) => p.x * p.y), sum((p) => p.x * p.x)]
  const below = points.length * xx - x * x
  return below === 0 ? null : (points.length * xy - x * y) / below
}
