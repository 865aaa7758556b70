import type { ValueDocument } from '#kernel/rule'
import type { CrossSell } from '../contract-offer.js'
import type { Nurture, Plans, Tactic } from '../contract-tactic.js'

/** What is known of a customer and a plan: whether its rule holds, and what it is worth (NaN: not known). */
export interface PlanFacts {
  readonly holds: (at: number) => boolean
  readonly worth: (at: number) => number
}

interface Planned {
  readonly categories?: readonly string[] | undefined
}

const fits = (plan: Planned, category: string): boolean => plan.categories === undefined || plan.categories.includes(category)

/** Of the tactics that go with the category and may be used for the customer the one worth most; those of no worth last, in order. Null where none fits. */
export function chooseTactic(tactics: readonly Tactic[], category: string, facts: PlanFacts): { readonly key: string; readonly worth: number | null } | null {
  let best: { readonly key: string; readonly worth: number | null } | null = null
  tactics.forEach((tactic, at) => {
    if (!fits(tactic, category) || !facts.holds(at)) return
    const worth = facts.worth(at)
    const found = { key: tactic.key, worth: Number.isNaN(worth) ? null : worth }
    if (best === null || (found.worth !== null && (best.worth === null || found.worth > best.worth))) best = found
  })
  return best
}

/** The first plan that goes with the category and fits the customer. */
export function chooseNurture(plans: readonly Nurture[], category: string, holds: (at: number) => boolean): string | null {
  return plans.find((plan, at) => fits(plan, category) && holds(at))?.key ?? null
}

/** A value to read of every customer, by the name it is kept under. */
export interface PlanValue {
  readonly key: string
  readonly value: ValueDocument
}

export const tacticRule = (at: number): string => `tactic_when_${at}`
export const tacticWorth = (at: number): string => `tactic_worth_${at}`
export const nurtureRule = (at: number): string => `nurture_when_${at}`

/** Everything tactics and plans ask of a customer: 1 where a rule holds, and worths. */
export function planValues({ tactics = [], nurture = [] }: Pick<CrossSell, 'tactics' | 'nurture'>): PlanValue[] {
  return [
    ...tactics.flatMap(({ when, worth }, at) => [...ruleValue(tacticRule(at), when), ...(worth === undefined ? [] : [{ key: tacticWorth(at), value: worth }])]),
    ...nurture.flatMap(({ when }, at) => ruleValue(nurtureRule(at), when)),
  ]
}

function ruleValue(key: string, when: Tactic['when']): PlanValue[] {
  if (when === undefined) return []
  const [one, none] = [1, 0].map((value) => ({ kind: 'literal' as const, type: 'int' as const, value }))
  return one === undefined || none === undefined ? [] : [{ key, value: { v: 1, kind: 'value', value: { kind: 'case', when: [{ if: when.rule, then: one }], else: none } } }]
}

/** Names a run keeps, so that what was recommended can be read when the definition has changed. */
export function plansOf({ tactics = [], nurture = [] }: Pick<CrossSell, 'tactics' | 'nurture'>): Plans {
  return {
    tactics: Object.fromEntries(tactics.map(({ key, name }) => [key, name])),
    nurture: Object.fromEntries(nurture.map(({ key, name, steps }) => [key, { name, steps }])),
  }
}
