import { fail } from '#kernel/error'
import { weightsOf } from '../data/fit.js'

/** Times watched and whether each ended in the event (1) or was cut off (0). */
export interface Survival {
  readonly time: ArrayLike<number>
  readonly event: ArrayLike<number>
  readonly weights?: Float64Array
}

/** Numbers at each distinct time, rising. */
export interface LifeTable {
  readonly times: Float64Array
  readonly events: Float64Array
  readonly censored: Float64Array
  readonly atRisk: Float64Array
}

/** Checked weights. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_TIME, LEARN_WEIGHT. */
export function checkSurvival({ time, event, weights }: Survival): Float64Array {
  if (time.length === 0) fail('LEARN_EMPTY')
  if (event.length !== time.length) {
    fail('LEARN_ROWS_DIFFER', { column: 'event', rows: event.length, expected: time.length })
  }
  for (let row = 0; row < time.length; row += 1) {
    const t = time[row] as number
    const e = event[row] as number
    if (!(t >= 0 && t < Number.POSITIVE_INFINITY && (e === 0 || e === 1))) {
      fail('LEARN_TIME', { row: row + 1, time: t, event: e })
    }
  }
  return weightsOf(time.length, weights)
}

/** Life table by distinct time; weights count rows. Errors: as `checkSurvival`. */
export function lifeTable(survival: Survival): LifeTable {
  const weights = checkSurvival(survival)
  const { time, event } = survival
  const times = Float64Array.from(new Set(Array.from(time))).sort()
  const place = new Map(Array.from(times, (t, at) => [t, at]))
  const events = new Float64Array(times.length)
  const censored = new Float64Array(times.length)
  for (let row = 0; row < time.length; row += 1) {
    const at = place.get(time[row] as number) as number
    const into = event[row] === 1 ? events : censored
    into[at] = (into[at] as number) + (weights[row] as number)
  }
  const atRisk = new Float64Array(times.length)
  let left = 0
  for (let at = times.length - 1; at >= 0; at -= 1) {
    left += (events[at] as number) + (censored[at] as number)
    atRisk[at] = left
  }
  return { times, events, censored, atRisk }
}
