import type { DataClass } from './data-class.js'

/** How much of a value somebody is shown. */
export type Disclosure = 'clear' | 'masked' | 'banded' | 'hidden'

/** Who looks, and at whose data. */
export interface Onlooker {
  /** `clear`: a role of this reach may unmask. */
  readonly masking: 'masked' | 'clear'
  /** The customer's own relationship manager. */
  readonly owner: boolean
  /** Unmasked this very customer, with purpose and quota. */
  readonly unmasked: boolean
  /** Purposes the customer's separate consent covers for sensitive data. */
  readonly sensitiveConsent: boolean
}

/**
 * The decision table of display (domain L19, L38), first row that fits:
 *
 * | data | shown |
 * |---|---|
 * | C3 | never |
 * | direct identifier | clear when unmasked by somebody who may, else masked |
 * | sensitive | to the owner, with the customer's separate consent; else hidden |
 * | amount | clear to the owner, else a band |
 * | level 4 or more | to the owner, else hidden |
 * | anything else | clear |
 */
export function disclosureOf(data: DataClass, onlooker: Onlooker): Disclosure {
  if (data.class === 'C3') return 'hidden'
  if (data.identifier) return onlooker.unmasked && onlooker.masking === 'clear' ? 'clear' : 'masked'
  if (data.sensitive) return onlooker.owner && onlooker.sensitiveConsent ? 'clear' : 'hidden'
  if (data.amount) return onlooker.owner ? 'clear' : 'banded'
  if (data.level >= 4) return onlooker.owner ? 'clear' : 'hidden'
  return 'clear'
}
