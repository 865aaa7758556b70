import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { LoadReport } from '../contract.js'

type Name = { zh: string; en?: string | undefined }

export type IngestTables = {
  load: {
    id: Generated<number>
    source: string
    source_version: number
    source_name: JSONColumnType<Name>
    file_name: string
    sha256: string | null
    bytes: ColumnType<number, number | undefined, number>
    business_date: string
    status: Generated<'running' | 'loaded' | 'unchanged' | 'waiting' | 'failed' | 'cancelled'>
    reject_run: ColumnType<number | null, undefined, number>
    report: JSONColumnType<LoadReport, undefined> | null
    job_id: string | null
    actor_id: string
    actor_name: string
    started_at: Generated<string>
    ended_at: ColumnType<string | null, never, string | null>
  }
  customer_attribute: {
    key: string
    type: string
    ccy: string | null
    name: JSONColumnType<Name>
    created_at: Generated<string>
  }
  uploaded_file: {
    id: string
    name: string
    bytes: ColumnType<number, number, never>
    sha256: string
    actor_id: string
    /** A load waits for a decision about it: kept until then. */
    held: Generated<boolean>
    created_at: Generated<string>
  }
}
