import { fail } from '#kernel/error'
import { sql, param, type Sql } from '#kernel/sql'
import type { Front, PlaneScale } from '../contract-plane.js'
import type { TieringKind } from '../contract-tiering.js'

/** Hexagons across, and rows of them two apart: nearly regular on a picture of 8 by 5. */
export const PLANE = { columns: 32, rows: 12 } as const

/** Mean and deviation of both axes over a run, after the scale. */
export interface PlaneMoments {
  readonly x: { readonly mean: number; readonly deviation: number }
  readonly y: { readonly mean: number; readonly deviation: number }
}

/** Tierings with two figures of a customer. @throws AppError TIERING_NO_PLANE */
export function requirePlane(kind: TieringKind, key: string): void {
  if (kind !== 'quadrant' && kind !== 'rfm') fail('TIERING_NO_PLANE', { key })
}

/** A figure of a run after the scale; a missing one counts as 0. */
export function scaled(value: Sql, scale: PlaneScale): Sql {
  const known = sql`ifNull(${value}, 0)`
  return scale === 'plain' ? known : sql`(sign(${known}) * log1p(abs(${known})))`
}

const number = (value: number): Sql => sql`${param(value, 'Float64')}`

/** Standard score of a figure; 0 where all are the same. */
export function standard(value: Sql, scale: PlaneScale, { mean, deviation }: PlaneMoments['x']): Sql {
  return deviation === 0 ? sql`toFloat64(0)` : sql`((${scaled(value, scale)} - ${number(mean)}) / ${number(deviation)})`
}

/** What customers are ranked by: weight·z(x) + (1 − weight)·z(y). */
export function frontScore({ weight, scale }: Pick<Front, 'weight' | 'scale'>, { x, y }: PlaneMoments): Sql {
  return sql`(${number(weight)} * ${standard(sql`value`, scale, x)} + ${number(1 - weight)} * ${standard(sql`second`, scale, y)})`
}
