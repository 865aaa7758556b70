import type { ColumnType, Generated, JSONColumnType } from 'kysely'

export type RunTables = {
  run: {
    id: Generated<number>
    kind: string
    subject: string
    as_of: string
    status: Generated<'open' | 'visible' | 'replaced' | 'dropped'>
    job_id: string | null
    tables: string[]
    own_tables: string[]
    detail: JSONColumnType<Record<string, unknown>, string | undefined>
    created_at: Generated<string>
    committed_at: ColumnType<string | null, never, string>
    replaced_at: ColumnType<string | null, never, string>
    replaced_by: ColumnType<number | null, never, number>
  }
}
