import type { OwnerPreference } from './identity-rules.js'

export interface OwnedNumber {
  readonly custId: string
  readonly mainOrg: string | null
  readonly rm: string | null
  readonly status: string | null
  readonly openDate: string | null
  readonly valueMinor: number
}

type Compare = (one: OwnedNumber, other: OwnedNumber) => number

const closed = (number: OwnedNumber): number => (number.status === 'CLOSED' ? 1 : 0)
const NEVER = '9999-12-31'

const ORDERS: Readonly<Record<OwnerPreference, Compare>> = {
  OPEN: (one, other) => closed(one) - closed(other),
  VALUE: (one, other) => other.valueMinor - one.valueMinor,
  OLDEST: (one, other) => (one.openDate ?? NEVER).localeCompare(other.openDate ?? NEVER),
  NEWEST: (one, other) => (other.openDate ?? '').localeCompare(one.openDate ?? ''),
}

/**
 * Whose main org and manager a person with several customer numbers has: by the first preference that tells two apart,
 * then the smaller number. A number without an org comes after those with one. `because` is the preference that decided.
 */
export function chooseOwner(numbers: readonly OwnedNumber[], preferences: readonly OwnerPreference[]): { readonly owner: OwnedNumber; readonly because: OwnerPreference | 'ONLY' } | null {
  const placed = numbers.filter((number) => number.mainOrg !== null)
  const [owner, second] = [...(placed.length > 0 ? placed : numbers)].sort((one, other) => firstDifference(one, other, preferences))
  if (owner === undefined) return null
  const because = second === undefined ? 'ONLY' : preferences.find((preference) => ORDERS[preference](owner, second) !== 0)
  return { owner, because: because ?? 'ONLY' }
}

function firstDifference(one: OwnedNumber, other: OwnedNumber, preferences: readonly OwnerPreference[]): number {
  for (const preference of preferences) {
    const order = ORDERS[preference](one, other)
    if (order !== 0) return order
  }
  return one.custId.localeCompare(other.custId)
}

/** What a person gets from the number that was chosen: a manager it lacks comes from an open number of the same org. */
export function ownershipBy(owner: OwnedNumber, members: readonly OwnedNumber[]): Pick<OwnedNumber, 'custId' | 'mainOrg' | 'rm'> {
  const others = members.filter((member) => member.mainOrg === owner.mainOrg && member.rm !== null)
  const next = others.sort((one, other) => closed(one) - closed(other) || other.custId.localeCompare(one.custId))[0]
  return { custId: owner.custId, mainOrg: owner.mainOrg, rm: owner.rm ?? next?.rm ?? null }
}
