import type { Actor } from '#platform/access/contract'
import type { CustomerNumberDesk } from './actions/assign-customer-numbers.js'

export interface OrgPath {
  readonly orgId: string
  readonly path: string
}

/** What app gives the room. */
export interface IdentityPorts {
  readonly numbers: CustomerNumberDesk
  /** Every org with its path. */
  orgPaths(): Promise<readonly OrgPath[]>
  /** Somebody's number changed: what is built over persons is built again. */
  afterChange(actor: Actor): Promise<void>
}
