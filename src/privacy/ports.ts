import type { Actor } from '#platform/access/contract'
import type { ErasurePlace } from '#ingest'
import type { OrgPath } from './sql/subject-queries.js'

/** What app gives the room. */
export interface PrivacyPorts {
  /** Every org with its path. */
  orgPaths(): Promise<readonly OrgPath[]>
  /** Puts aside what people still have to do for a customer who may no longer be contacted; returns how much it was. */
  closeWork(custId: string, why: { readonly marketingOnly: boolean; readonly note: string }, actor: Actor): Promise<number>
  /** Where rooms keep data of persons that no column `cust_id` leads to, in the order they are removed. */
  readonly erasures: readonly ErasurePlace[]
}
