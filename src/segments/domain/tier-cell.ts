import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import type { TierCell, TierCut, TieringPlan } from '../contract-tiering.js'
import { namedCells } from './tier-plan.js'

/** Columns of the rows a run works on: value `v<n>` of each axis, truth `b<n>` of each rule. */
export const valueColumn = (at: number): Sql => identifier(`v${at}`)
export const ruleColumn = (at: number): Sql => identifier(`b${at}`)

/** Fifths of each axis, by axis, lowest first: what RFM scores are cut at. */
export type Fifths = ReadonlyMap<string, readonly number[]>

/** Number of the cell of a row by its own values; of a life cycle, that of who was in no state before. */
export function cellSql(plan: TieringPlan, cuts: readonly TierCut[]): Sql {
  const cutOf = (axis: string) => cuts.find((cut) => cut.axis === axis)
  const high = (axis: string, at: number) => highSql(valueColumn(at), cutOf(axis), axis === 'recency')
  switch (plan.kind) {
    case 'pyramid':
      return firstOf(plan.tiers.map((tier, at) => ({ at, from: tier.from })).slice(1).reverse().map(({ at, from }) => ({ when: sql`${valueColumn(0)} >= ${float(from ?? 0)}`, then: at })), 0)
    case 'pareto':
      return firstOf(cuts.map((cut, at) => ({ when: sql`ifNull(${valueColumn(0)}, 0) >= ${float(cut.at)}`, then: at })), plan.classes.length - 1)
    case 'rfm':
      return sql`((1 - ${high('recency', 0)}) + 2 * (1 - ${high('frequency', 1)}) + 4 * (1 - ${high('monetary', 2)}))`
    case 'quadrant':
      return sql`(${high('x', 0)} + 2 * ${high('y', 1)})`
    case 'funnel':
      return firstOf(plan.stages.map((_, at) => ({ when: sql`${ruleColumn(at)} = 0`, then: at })), plan.stages.length)
    case 'lifecycle':
      // States that are entered from another only: nobody is in one who was nowhere before.
      return firstOf(plan.states.flatMap(({ from }, at) => (from === undefined ? [{ when: ruleColumn(at), then: at }] : [])), plan.states.length)
    case 'alike':
      return firstOf([{ when: ruleColumn(0), then: 0 }, ...(plan.exclude === undefined ? [] : [{ when: ruleColumn(1), then: plan.bands.length + 2 }]), ...cuts.map((cut, at) => ({ when: sql`ifNull(${valueColumn(0)} >= ${float(cut.at)}, 0)`, then: at + 1 }))], plan.bands.length + 1)
    case 'causes':
      return firstOf(plan.cases.map((_, at) => ({ when: ruleColumn(at), then: at })), plan.cases.length)
  }
}

/** 1 where a value is high; a missing one is low. */
function highSql(value: Sql, cut: TierCut | undefined, lowIsGood: boolean): Sql {
  const at = float(cut?.at ?? 0)
  if (cut?.strict === true) return lowIsGood ? sql`toUInt8(ifNull(${value} < ${at}, 0))` : sql`toUInt8(ifNull(${value} > ${at}, 0))`
  return lowIsGood ? sql`toUInt8(ifNull(${value} <= ${at}, 0))` : sql`toUInt8(ifNull(${value} >= ${at}, 0))`
}

/** Bits of the rules a row meets; of RFM its three scores, 5 the best, as one number of three digits. */
export function marksSql(plan: TieringPlan, rules: number, fifths: Fifths): Sql {
  if (plan.kind === 'rfm') {
    const score = (axis: string, at: number) => scoreSql(valueColumn(at), fifths.get(axis) ?? [], axis === 'recency')
    return sql`toUInt64(100 * ${score('recency', 0)} + 10 * ${score('frequency', 1)} + ${score('monetary', 2)})`
  }
  if (rules === 0) return sql`toUInt64(0)`
  const bits = Array.from({ length: rules }, (_, at) => sql`bitShiftLeft(toUInt64(${ruleColumn(at)}), ${param(at, 'UInt32')})`)
  return sql`(${join(bits, sql` + `)})`
}

/** Ties are with the better fifth where low is good (today is the best there is), with the poorer else (nothing is the worst). */
function scoreSql(value: Sql, cuts: readonly number[], lowIsGood: boolean): Sql {
  const passed = cuts.map((cut) => (lowIsGood ? sql`ifNull(${value} <= ${float(cut)}, 0)` : sql`ifNull(${value} > ${float(cut)}, 0)`))
  return passed.length === 0 ? sql`1` : sql`(1 + ${join(passed, sql` + `)})`
}

export interface Choice {
  readonly when: Sql
  readonly then: number
}

/** Number of the first choice that holds. */
export function firstOf(choices: readonly Choice[], otherwise: number): Sql {
  const branches = choices.map(({ when, then }) => sql`${when}, ${param(then, 'UInt32')}, `)
  return branches.length === 0 ? sql`${param(otherwise, 'UInt32')}` : sql`multiIf(${join(branches, sql``)}${param(otherwise, 'UInt32')})`
}

export function float(value: number): Sql {
  return sql`${param(value, 'Float64')}`
}

/** Cells as people read them: names in both languages, and the values between which members lie. */
export function foundCells(plan: TieringPlan, cuts: readonly TierCut[]): TierCell[] {
  const cells = namedCells(plan)
  return cells.map(({ code, name, advice }, at) => ({
    code,
    name: { zh: name.zh, en: name.en ?? name.zh },
    advice: advice === undefined ? null : { zh: advice.zh, en: advice.en ?? advice.zh },
    ...boundsOf(plan, cuts, at),
  }))
}

/** A pyramid rises from its first tier, classes fall from theirs. */
function boundsOf(plan: TieringPlan, cuts: readonly TierCut[], at: number): Pick<TierCell, 'from' | 'to'> {
  if (plan.kind === 'pyramid') {
    const floors = [null, ...plan.tiers.slice(1).map(({ from }) => from)]
    return { from: floors[at] ?? null, to: floors[at + 1] ?? null }
  }
  if (plan.kind !== 'pareto') return { from: null, to: null }
  const floors = [null, ...cuts.map((cut) => cut.at)]
  return { from: floors[at + 1] ?? null, to: floors[at] ?? null }
}

/** Below the floor of the next tier from which a customer is near it. */
export function nearFrom(near: { readonly share: number } | { readonly amount: number }, floor: number): number {
  return 'share' in near ? floor - Math.abs(floor) * near.share : floor - near.amount
}
