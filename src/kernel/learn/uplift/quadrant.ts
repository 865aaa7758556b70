import { fail } from '#kernel/error'
import { param, sql, type Sql } from '#kernel/sql'

/**
 * persuadable: does it because of the treatment · sure thing: does it anyway · lost cause: does not do it either way ·
 * sleeping dog: does it only if left alone.
 */
export const QUADRANTS = ['persuadable', 'sure_thing', 'lost_cause', 'sleeping_dog'] as const

export type Quadrant = (typeof QUADRANTS)[number]

export interface QuadrantRule {
  /** Persuadable from this effect on, above 0. */
  readonly gain: number
  /** Sleeping dog from this effect down, below 0. */
  readonly loss: number
  /** Of the others a sure thing from this untreated outcome on, else a lost cause. */
  readonly sure: number
}

/**
 * Quadrant of each row (place in `QUADRANTS`) from its effect and its outcome untreated. Effects are averages over like
 * customers: a quadrant is what to do with them, not what one customer is. Errors: LEARN_PARAM, LEARN_ROWS_DIFFER, LEARN_SCORE.
 */
export function quadrantsOf(
  effect: ArrayLike<number>,
  untreated: ArrayLike<number>,
  rule: QuadrantRule,
): Uint8Array {
  checkRule(rule)
  if (untreated.length !== effect.length) {
    fail('LEARN_ROWS_DIFFER', { column: 'untreated', rows: untreated.length, expected: effect.length })
  }
  return Uint8Array.from(effect, (value, row) => {
    const without = untreated[row] as number
    if (!Number.isFinite(value + without)) {
      fail('LEARN_SCORE', { row: row + 1, value: Number.isFinite(value) ? without : value })
    }
    if (value >= rule.gain) return 0
    if (value <= rule.loss) return 3
    return without >= rule.sure ? 1 : 2
  })
}

/** Rows in each quadrant. */
export function quadrantCounts(quadrants: Uint8Array): Record<Quadrant, number> {
  const counts = { persuadable: 0, sure_thing: 0, lost_cause: 0, sleeping_dog: 0 }
  for (const quadrant of quadrants) counts[QUADRANTS[quadrant] as Quadrant] += 1
  return counts
}

/** The quadrant's name as an expression of the engine over the expressions of effect and untreated outcome. Error: LEARN_PARAM. */
export function quadrantSql(effect: Sql, untreated: Sql, rule: QuadrantRule): Sql {
  checkRule(rule)
  const bound = (value: number) => param(value, 'Float64')
  return sql`multiIf((${effect}) >= ${bound(rule.gain)}, 'persuadable', (${effect}) <= ${bound(rule.loss)}, 'sleeping_dog',
    (${untreated}) >= ${bound(rule.sure)}, 'sure_thing', 'lost_cause')`
}

function checkRule({ gain, loss, sure }: QuadrantRule): void {
  if (!(gain > 0)) fail('LEARN_PARAM', { name: 'gain', value: gain, allowed: '> 0' })
  if (!(loss < 0)) fail('LEARN_PARAM', { name: 'loss', value: loss, allowed: '< 0' })
  if (!Number.isFinite(sure)) fail('LEARN_PARAM', { name: 'sure', value: sure, allowed: 'number' })
}
