import type { Context } from '#platform/context'
import { loadContactStates, stateOf } from '#privacy'
import type { SubjectState } from '#privacy/contract'
import type { Person } from './open-person.js'

/** What privacy says of a customer. */
export interface PrivacyFacts {
  readonly state: SubjectState
  /** Marketing by any channel; null: never asked. */
  readonly marketingConsent: boolean | null
  readonly doNotContact: boolean
}

/** The word that counts: the consent and preference books before the bank's two flags. */
export async function privacyOf(context: Context, { row }: Pick<Person, 'row'>): Promise<PrivacyFacts> {
  const [state, contactOf] = await Promise.all([stateOf(context, row), loadContactStates(context, { purpose: 'MARKETING', channel: '' }, [row])])
  const contact = contactOf(row.cust_id)
  return { state, marketingConsent: contact.stated ?? row.consent ?? contact.silence, doNotContact: contact.doNotContact === true || row.dnc === true }
}
