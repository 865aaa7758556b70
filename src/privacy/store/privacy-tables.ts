import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Certificate, PrivacyPolicy, RequestKind } from '../contract.js'
import type { SecurityClass } from '../domain/data-class.js'

export type PrivacyTables = {
  privacy_policy: {
    version: Generated<number>
    policy: JSONColumnType<PrivacyPolicy, string, never>
    by_id: string
    by_name: string
    at: Generated<string>
  }
  column_class: {
    table_name: string
    column_name: string
    class: SecurityClass
    level: number
    sensitive: boolean
    why: string
    by_name: string
    at: Generated<string>
  }
  unmask_use: { person_id: string; day: string; used: number }
  /** When something a customer said was last written here, so that a sending can look again at them only. */
  consent_change: { cust_id: string; at: ColumnType<string, string, string> }
  erasure_request: {
    id: Generated<number>
    cust_id: string
    /** Every customer number of the person, the asked one among them. */
    cust_ids: string[]
    org_path: string
    rm: string
    kind: RequestKind
    reason: string
    status: Generated<'OPEN' | 'CONFIRMED' | 'DONE' | 'REFUSED'>
    outcome: ColumnType<'ERASED' | 'RESTRICTED' | 'LIFTED' | null, undefined, 'ERASED' | 'RESTRICTED' | 'LIFTED'>
    requested_by_id: string
    requested_by_name: string
    requested_at: Generated<string>
    decided_by_id: ColumnType<string | null, undefined, string>
    decided_by_name: ColumnType<string | null, undefined, string>
    decided_at: ColumnType<string | null, undefined, string>
    note: ColumnType<string | null, undefined, string | null>
    certificate: JSONColumnType<Certificate, undefined> | null
    job_id: ColumnType<string | null, undefined, string>
  }
}
