import { policyValue, type PolicyValue } from '../bandit/off-policy.js'
import type { ArmPolicy, HeldBack, TreatedRows } from './contract.js'
import { worthOf } from './score.js'

/** Chances of every arm of a row, the control first; an arm its campaign does not have is 0. */
interface Chances {
  readonly of: (row: number, arm: number) => number
}

/**
 * Chances among all arms from the chances of each arm and the control: the odds against the control are the same. NaN is
 * an arm that the row's campaign does not have.
 */
function chancesOf({ propensity }: HeldBack, data: TreatedRows): Chances {
  const { arm, campaign } = data
  const places = new Map<number, boolean[]>()
  arm.forEach((own, row) => {
    const code = campaign[row] as number
    const has = places.get(code) ?? propensity.map(() => false)
    if (own > 0) has[own - 1] = true
    places.set(code, has)
  })
  const mean = meanChances(propensity, data)
  const odds = (row: number, at: number): number => {
    if (places.get(campaign[row] as number)?.[at] !== true) return 0
    const own = propensity[at]?.[row] ?? Number.NaN
    const chance = Number.isNaN(own) ? (mean.get(campaign[row] as number)?.[at] ?? 0) : own
    return chance / (1 - chance)
  }
  return {
    of(row, place) {
      const none = 1 / (1 + propensity.reduce((sum, _, at) => sum + odds(row, at), 0))
      return place === 0 ? none : none * odds(row, place - 1)
    },
  }
}

/** Mean chance of an arm in a campaign: for rows of its other arms, whose own chance is not known. */
function meanChances(propensity: readonly Float64Array[], { campaign, campaigns }: TreatedRows): Map<number, number[]> {
  return new Map(
    campaigns.map((_, code) => [
      code,
      propensity.map((values) => {
        let [sum, rows] = [0, 0]
        values.forEach((value, row) => {
          if (campaign[row] !== code || Number.isNaN(value)) return
          sum += value
          rows += 1
        })
        return rows === 0 ? 0 : sum / rows
      }),
    ]),
  )
}

/** Values of the learned policy, of treating nobody, and of each arm for everybody, on customers held back. */
export function armPolicies(data: TreatedRows, held: HeldBack): ArmPolicy[] {
  const chances = chancesOf(held, data)
  const rows = [...data.arm.keys()]
  const has = (row: number, place: number): boolean => chances.of(row, place) > 0
  const worth = held.arms.map(worthOf)
  const best = (row: number): number => {
    let [place, most] = [0, 0]
    worth.forEach((values, at) => {
      const own = values[row] as number
      if (own > most && has(row, at + 1)) [place, most] = [at + 1, own]
    })
    return place
  }
  const of = (policy: ArmPolicy['policy'], arm: string | null, choose: (row: number) => number): ArmPolicy[] => {
    const known = rows.filter((row) => has(row, choose(row)))
    const place = known.map(choose)
    const chosen = Uint8Array.from(place)
    const values = valuesOf(data, held, chances, known, chosen)
    return values === null ? [] : [{ policy, arm, treated: place.filter((each) => each > 0).length / Math.max(1, known.length), ...values }]
  }
  return [...of('best', null, best), ...of('nobody', null, () => 0), ...held.arms.flatMap(({ arm }, at) => of('everybody', arm, () => at + 1))]
}

function valuesOf(data: TreatedRows, held: HeldBack, chances: Chances, rows: readonly number[], chosen: Uint8Array): { outcome: PolicyValue; money: PolicyValue | null } | null {
  const done = rows.map((row, at) => data.arm[row] === chosen[at])
  if (rows.length < 2 || !done.includes(true)) return null
  const propensity = Float64Array.from(rows, (row) => Math.min(1, Math.max(1e-6, chances.of(row, data.arm[row] as number))))
  const target = Float64Array.from(done, (one) => (one ? 1 : 0))
  const chance = (row: number, place: number): number => (held.organic[row] as number) + (place === 0 ? 0 : (held.arms[place - 1]?.effect[row] ?? 0))
  const model = { logged: Float64Array.from(rows, (row) => chance(row, data.arm[row] as number)), policy: Float64Array.from(rows, (row, at) => chance(row, chosen[at] as number)) }
  const outcome = policyValue({ reward: Float64Array.from(rows, (row) => data.outcome[row] as number), propensity, target, model })
  const { amount } = data
  const money = amount === null ? null : policyValue({ reward: Float64Array.from(rows, (row) => amount[row] as number), propensity, target })
  return { outcome, money }
}
