import { join, param, sql, type Sql } from '#kernel/sql'
import type { TieringPlan } from '../contract-tiering.js'
import { firstOf, ruleColumn } from './tier-cell.js'

type Lifecycle = Extract<TieringPlan, { kind: 'lifecycle' }>

/** A state, since when, and the state that waits to be believed, since when. */
export interface TierState {
  readonly cell: Sql
  readonly since: Sql
  readonly pending: Sql
  readonly pendingSince: Sql
}

/** The states of the run before, NULL for who was not in it, and its date; null where there is no run before. */
export interface StateBefore {
  readonly cell: Sql
  readonly since: Sql
  readonly pending: Sql
  readonly pendingSince: Sql
  readonly asOf: string
}

const day = (date: string): Sql => sql`${param(date, 'Date32')}`

/** Without memory: the cell of today, since today. */
export function freshState(cell: Sql, asOf: string): TierState {
  return { cell, since: day(asOf), pending: cell, pendingSince: day(asOf) }
}

/** A cell that is believed at once, and how long it has lasted. */
export function lastingState(cell: Sql, before: StateBefore, asOf: string): TierState {
  const since = sql`if(ifNull(${before.cell} = ${cell}, 0), assumeNotNull(${before.since}), ${day(asOf)})`
  return { cell, since, pending: cell, pendingSince: since }
}

/**
 * State of a life cycle with hysteresis: a state that differs from the last must have been seen for its days before it
 * counts. Between runs further apart than that nothing can flap, and the change counts at once.
 */
export function settledState(plan: Lifecycle, before: StateBefore, asOf: string): TierState {
  const raw = rawState(plan, before, asOf)
  const holds = [...plan.states.map((state) => state.hold ?? plan.hysteresis), plan.hysteresis]
  const hold = sql`transform(${raw}, ${param(holds.map((_, at) => at), 'Array(UInt32)')}, ${param(holds, 'Array(UInt32)')}, toUInt32(0))`
  const seen = sql`ifNull(${before.pending} = ${raw}, 0)`
  const pendingSince = sql`if(${seen}, assumeNotNull(${before.pendingSince}), ${day(asOf)})`
  const believed = sql`(dateDiff('day', ${pendingSince}, ${day(asOf)}) >= ${hold} OR dateDiff('day', ${day(before.asOf)}, ${day(asOf)}) >= ${hold})`
  const cell = sql`multiIf(isNull(${before.cell}) OR ${believed}, toUInt32(${raw}), toUInt32(assumeNotNull(${before.cell})))`
  const since = sql`if(ifNull(${before.cell} = ${cell}, 0), assumeNotNull(${before.since}), ${day(asOf)})`
  return { cell, since, pending: raw, pendingSince }
}

/** The first state whose rule holds, and that may be entered from where the customer was. */
function rawState({ states, otherwise }: Lifecycle, before: StateBefore, asOf: string): Sql {
  const codes = [...states.map(({ code }) => code), otherwise.code]
  const choices = states.map(({ from, most }, at) => {
    const when = ruleColumn(at)
    if (from === undefined) return { when, then: at }
    const entered = from.map((code) => sql`${before.cell} = ${param(codes.indexOf(code), 'UInt32')}`)
    const stays = sql`(${before.cell} = ${param(at, 'UInt32')} AND dateDiff('day', ${before.since}, ${day(asOf)}) <= ${param(most ?? 36_600, 'UInt32')})`
    return { when: sql`(${when} AND ifNull(${join([...entered, stays], sql` OR `)}, 0))`, then: at }
  })
  return firstOf(choices, states.length)
}
