import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import type { OwnerPreference } from '../contract.js'
import { chooseOwner, type OwnedNumber } from '../domain/choose-owner.js'
import type { OwnerRow } from '../sql/customer-queries.js'
import { sharedOwnersQuery } from '../sql/owner-queries.js'

const long = { maxSeconds: 0 }

export interface ChosenOwner {
  readonly person: number
  readonly owner: OwnedNumber
  readonly because: OwnerPreference | 'ONLY'
  readonly members: readonly OwnedNumber[]
}

/** For every person with several customer numbers in a state the number whose main org and manager hold, and why. */
export async function chooseOwners(context: Context, state: number, asOf: string, preferences: readonly OwnerPreference[]): Promise<ChosenOwner[]> {
  const [customerRuns, valueRuns] = await Promise.all([bankRuns(context.runs, 'customer', asOf), bankRuns(context.runs, 'aum_month', asOf)])
  const rows = await context.warehouse.query(sharedOwnersQuery(state, { customerRuns, valueRuns, asOf }), long)
  return rows.flatMap((row) => {
    const members = ownedNumbers(row)
    const chosen = chooseOwner(members, preferences)
    return chosen === null ? [] : [{ person: row.person, ...chosen, members }]
  })
}

/** Writes them into a state that is not in force yet. */
export async function writeOwners(context: Context, state: number, chosen: readonly ChosenOwner[]): Promise<void> {
  if (chosen.length === 0) return
  const lines = chosen.map(({ person, owner }) => JSON.stringify({ run_id: state, role: 'owner', cust_id: owner.custId, cust_no: person, moved_key: '', from_no: 0 }))
  await context.warehouse.insert('identity_state', 'JSONEachRow', Buffer.from(lines.join('\n')), { token: `${state}:owners` })
}

/** Customer numbers of a row, with nothing where the bank gave nothing. */
export function ownedNumbers(row: OwnerRow): OwnedNumber[] {
  const given = (text: string): string | null => (text === '' ? null : text)
  return row.members.map(([custId, org, rm, status, opened, value]) => ({ custId, mainOrg: given(org), rm: given(rm), status: given(status), openDate: given(opened), valueMinor: Number(value) }))
}
