import type { Query } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'

/** Gives every customer id a dense number; the identity room provides it. */
export interface CustomerNumbers {
  /** Numbers the ids of a query that have none yet; returns how many were new. */
  assign(ids: Query<{ cust_id: string }>): Promise<number>
}

export interface OrgRow {
  readonly orgId: string
  readonly parentId: string | null
  readonly level: string | null
  readonly nameZh: string
  readonly nameEn: string | null
}

/** Where the bank's org tree goes; platform/access provides it. */
export interface OrgSink {
  replace(orgs: readonly OrgRow[], actor: Actor): Promise<void>
}

export interface IngestPorts {
  readonly numbers: CustomerNumbers
  readonly orgs: OrgSink
}
