import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { IntakeSettings, WriteKey } from '../contract.js'

export type EventTables = {
  write_key: {
    id: string
    hash: string
    hint: string
    name: string
    source_type: WriteKey['sourceType']
    origins: string[]
    rate_limit: number | null
    enabled: Generated<boolean>
    created_by: string
    created_at: Generated<string>
    last_used_at: ColumnType<string | null, never, string>
  }
  event_settings: { only_row: Generated<boolean>; settings: JSONColumnType<Partial<IntakeSettings>> }
}
