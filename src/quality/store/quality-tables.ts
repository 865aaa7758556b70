import type { ColumnType, Generated, JSONColumnType, Kysely } from 'kysely'
import type { LedgerDb } from '#platform/ledger'
import type { Offender, QualityAlert, ResultStatus, Severity, Told } from '../contract.js'
import type { IdentifierKind } from '../domain/identifier-format.js'

type Name = { zh: string; en?: string | undefined }

export type QualityTables = {
  quality_result: {
    id: Generated<number>
    as_of: string
    rule: string
    rule_version: number | null
    kind: string
    table_name: string | null
    columns: JSONColumnType<string[]>
    /** Empty for the whole bank. */
    source: string
    severity: Severity
    weight: number
    status: ResultStatus
    checked: number
    failed: number
    value: number | null
    threshold: number | null
    detail: JSONColumnType<Record<string, unknown>>
    samples: JSONColumnType<Offender[]>
    job_id: string
    at: Generated<string>
  }
  quality_alert: {
    id: Generated<number>
    rule: string
    rule_name: JSONColumnType<Name>
    kind: string
    table_name: string | null
    source: string
    severity: Severity
    state: Generated<QualityAlert['state']>
    first_as_of: string
    last_as_of: string
    times: Generated<number>
    value: number | null
    threshold: number | null
    told: JSONColumnType<Told[]>
    acknowledged_by: ColumnType<string | null, undefined, string>
    acknowledged_at: ColumnType<string | null, undefined, string>
    closed_by: ColumnType<string | null, undefined, string>
    closed_at: ColumnType<string | null, undefined, string>
    note: ColumnType<string | null, undefined, string | null>
    opened_at: Generated<string>
  }
  quality_switch: { rule: string; off: boolean; by_name: string; at: Generated<string> }
  identifier_check: { load_id: number; kind: IdentifierKind; checked: number; failed: number; samples: JSONColumnType<string[]> }
  dictionary_fill: { table_name: string; column_name: string; source: string; as_of: string; row_count: number; filled: number }
  dictionary_note: {
    table_name: string
    /** Empty for the table itself. */
    column_name: string
    description: JSONColumnType<{ zh?: string | undefined; en?: string | undefined }>
    owner: string | null
    attributes: JSONColumnType<Record<string, string>>
    by_name: string
    at: Generated<string>
  }
}

export const qualityLedger = (db: LedgerDb): Kysely<QualityTables> => db.withTables<QualityTables>()
