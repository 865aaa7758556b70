/** A group of customers and what each of them brings at each choice. */
export interface ChoiceGroup {
  readonly group: string
  readonly customers: number
  readonly choices: readonly { readonly face: number; readonly conversions: number; readonly cost: number }[]
}

export interface Allocation {
  readonly group: string
  readonly customers: number
  readonly face: number
  readonly conversions: number
  readonly cost: number
}

export interface Plan {
  readonly allocation: readonly Allocation[]
  readonly conversions: number
  readonly cost: number
  /** Cost of the last conversion bought: the Lagrange multiplier. */
  readonly price: number
}

interface Upgrade {
  readonly at: number
  readonly to: number
  readonly price: number
}

/**
 * The cheapest choice of one face a customer that brings as many conversions as asked: a multiple-choice knapsack solved by
 * its linear relaxation (Sinha and Zoltners 1979), which is exact but for the one group that may be split. Choices below the
 * convex hull of a group are never taken. Every group starts at its cheapest choice.
 */
export function allocateBudget(groups: readonly ChoiceGroup[], wanted: number): Plan {
  const hulls = groups.map(hullOf)
  const upgrades = hulls.flatMap((hull, at) => hull.slice(1).map((choice, place): Upgrade => ({ at, to: place + 1, price: priceOf(hull[place] as Choice, choice) })))
  upgrades.sort((a, b) => a.price - b.price || a.at - b.at || a.to - b.to)
  const chosen = groups.map(() => 0)
  let conversions = groups.reduce((sum, { customers }, at) => sum + customers * (hulls[at]?.[0]?.conversions ?? 0), 0)
  let price = 0
  let split: { readonly at: number; readonly share: number } | null = null
  for (const { at, to, price: own } of upgrades) {
    if (conversions >= wanted - 1e-9) break
    const [from, next] = [hulls[at]?.[to - 1] as Choice, hulls[at]?.[to] as Choice]
    const gain = (groups[at]?.customers ?? 0) * (next.conversions - from.conversions)
    price = own
    chosen[at] = to
    if (conversions + gain > wanted) split = { at, share: (wanted - conversions) / gain }
    conversions += gain
  }
  const allocation = groups.flatMap((group, at) => parts(group, hulls[at] ?? [], chosen[at] ?? 0, split?.at === at ? split.share : 1))
  return { allocation, price, conversions: total(allocation, 'conversions'), cost: total(allocation, 'cost') }
}

type Choice = ChoiceGroup['choices'][number]

function parts({ group, customers }: ChoiceGroup, hull: readonly Choice[], to: number, share: number): Allocation[] {
  const part = (choice: Choice | undefined, count: number): Allocation[] =>
    choice === undefined || count <= 0 ? [] : [{ group, customers: count, face: choice.face, conversions: count * choice.conversions, cost: count * choice.cost }]
  return [...part(hull[to], customers * share), ...part(hull[to - 1], customers * (1 - share))]
}

function total(allocation: readonly Allocation[], of: 'conversions' | 'cost'): number {
  return allocation.reduce((sum, each) => sum + each[of], 0)
}

function priceOf(from: Choice, to: Choice): number {
  return (to.cost - from.cost) / (to.conversions - from.conversions)
}

/** Choices worth taking at some price: conversions rise, each step at a higher price. */
function hullOf({ choices }: ChoiceGroup): Choice[] {
  const sorted = [...choices].sort((a, b) => a.cost - b.cost || b.conversions - a.conversions || a.face - b.face)
  const hull: Choice[] = []
  for (const choice of sorted) {
    if (hull.length > 0 && choice.conversions <= (hull.at(-1)?.conversions ?? 0) + 1e-12) continue
    while (hull.length > 1 && priceOf(hull.at(-2) as Choice, hull.at(-1) as Choice) >= priceOf(hull.at(-1) as Choice, choice)) hull.pop()
    hull.push(choice)
  }
  return hull
}
