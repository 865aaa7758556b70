import type { Actor } from '#platform/access/contract'
import type { CustomerNumberDesk } from './actions/assign-customer-numbers.js'

export interface OrgPath {
  readonly orgId: string
  readonly path: string
}

/** What app gives the room's readers. */
export interface IdentityReadPorts {
  /** Every org with its path. */
  orgPaths(): Promise<readonly OrgPath[]>
  /** A direct identifier as it may be shown. */
  mask(kind: 'name' | 'mobile' | 'id_no' | 'email', text: string): string
}

/** What app gives the room. */
export interface IdentityPorts extends IdentityReadPorts {
  readonly numbers: CustomerNumberDesk
  /** Somebody's number changed: what is built over persons is built again. */
  afterChange(actor: Actor): Promise<void>
}
