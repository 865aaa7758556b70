import { bucketOf } from '#kernel/id'
import { differenceOfLifts, differenceOfProportions, type Comparison, type Proportion } from '#kernel/stats'
import type { GroupArm, GroupName, GroupReading, ModelGroup } from '../contract-group.js'

/** A scored customer; `expert` says whether the expert's rule picks them. */
export interface GroupCandidate {
  readonly custId: string
  readonly score: number
  readonly stratum: string
  readonly expert: boolean
}

export interface Assigned {
  readonly group: GroupName
  readonly arm: GroupArm
}

type Design = Pick<ModelGroup, 'size' | 'modelShare' | 'holdOut' | 'lowest' | 'salt'>

/**
 * Deals customers to the model's and the expert's group, evenly within strata; takes in each a list of the same length and
 * leaves a share of it alone. A function of the salt and the customers: same input, same groups.
 */
export function assignModelGroups(customers: readonly GroupCandidate[], design: Design): { readonly size: number; readonly assigned: readonly Assigned[] } {
  const group = dealGroups(customers, design)
  const ofModel = [...customers.keys()].filter((at) => group[at] === 'model')
  const ofExpert = [...customers.keys()].filter((at) => group[at] === 'expert' && customers[at]?.expert === true)
  const sign = design.lowest ? 1 : -1
  const score = (at: number): number => (customers[at]?.score ?? 0) * sign
  const chance = (salt: string) => (at: number): number => bucketOf(`${design.salt}/${salt}`, customers[at]?.custId ?? '')
  const size = Math.min(design.size, ofModel.length, ofExpert.length)
  const lists = [ordered(ofModel, score, chance('tie')).slice(0, size), ordered(ofExpert, chance('expert')).slice(0, size)]
  const arm: GroupArm[] = customers.map(() => 'rest')
  for (const list of lists) {
    const alone = Math.round(design.holdOut * list.length)
    ordered(list, chance('arm')).forEach((at, place) => (arm[at] = place < alone ? 'control' : 'treated'))
  }
  return { size, assigned: customers.map((_, at) => ({ group: group[at] as GroupName, arm: arm[at] as GroupArm })) }
}

/** In every stratum the share, to a customer; which ones by chance. */
function dealGroups(customers: readonly GroupCandidate[], { modelShare, salt }: Design): GroupName[] {
  const strata = new Map<string, number[]>()
  customers.forEach(({ stratum }, at) => strata.set(stratum, [...(strata.get(stratum) ?? []), at]))
  const group: GroupName[] = customers.map(() => 'expert')
  const chance = (at: number): number => bucketOf(`${salt}/group`, customers[at]?.custId ?? '')
  for (const [stratum, own] of strata) {
    // A stratum of a share that is no whole number of customers is rounded by chance, so that small strata do not all lean one way.
    const cut = Math.floor(modelShare * own.length + bucketOf(`${salt}/round`, stratum))
    for (const at of ordered(own, chance).slice(0, cut)) group[at] = 'model'
  }
  return group
}

function ordered(places: readonly number[], ...by: readonly ((at: number) => number)[]): number[] {
  const keys = by.map((of) => new Map(places.map((at) => [at, of(at)])))
  return places.toSorted((a, b) => {
    for (const key of keys) {
      const gap = (key.get(a) ?? 0) - (key.get(b) ?? 0)
      if (gap !== 0) return gap
    }
    return a - b
  })
}

export interface GroupCell {
  readonly group: GroupName
  readonly arm: GroupArm
  readonly customers: number
  readonly outcomes: number
}

/** Reads the groups when their outcomes are known: the effect on each list, and what the model adds to the expert, with intervals. */
export function readModelGroups(cells: readonly GroupCell[]): Omit<GroupReading, 'asOf'> {
  const of = (group: GroupName, ...arms: readonly GroupArm[]): Proportion => {
    const own = cells.filter((cell) => cell.group === group && arms.includes(cell.arm))
    return { n: own.reduce((sum, { customers }) => sum + customers, 0), successes: own.reduce((sum, { outcomes }) => sum + outcomes, 0) }
  }
  const lists = { model: { treated: of('model', 'treated'), control: of('model', 'control') }, expert: { treated: of('expert', 'treated'), control: of('expert', 'control') } }
  const held = lists.model.control.n > 0 && lists.expert.control.n > 0
  const everyone = (group: GroupName): Proportion => of(group, 'treated', 'control', 'rest')
  return {
    cells: cells.map((cell) => ({ ...cell, rate: cell.customers === 0 ? null : cell.outcomes / cell.customers })),
    model: held ? told(differenceOfProportions(lists.model.treated, lists.model.control)) : null,
    expert: held ? told(differenceOfProportions(lists.expert.treated, lists.expert.control)) : null,
    lift: told(held ? differenceOfLifts(lists.model, lists.expert) : differenceOfProportions(lists.model.treated, lists.expert.treated)),
    method: held ? 'difference-of-lifts' : 'treated-only',
    whole: told(differenceOfProportions(everyone('model'), everyone('expert'))),
  }
}

function told({ diff, ciLow, ciHigh, pValue }: Pick<Comparison, 'diff' | 'ciLow' | 'ciHigh' | 'pValue'>) {
  return { diff, ciLow, ciHigh, pValue }
}
