import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Actor } from '#platform/access/contract'
import type { ConnectorSecret, Difference, Due, DriftChoice, FetchedFile, FileRef, Schedule, Shape, Wait } from '../contract.js'

/** A jsonb column holding a list: written as text. */
type List<Item> = ColumnType<Item[], string | undefined, string>
type Instant = ColumnType<string | null, string | null | undefined, string | null>

export type ConnectorTables = {
  connector_secret: {
    name: string
    kind: ConnectorSecret['kind']
    hosts: List<string>
    sealed: string
    version: Generated<number>
    actor_id: string
    actor_name: string
    updated_at: Generated<string>
  }
  source_schedule: {
    source: string
    schedule: JSONColumnType<Schedule> | null
    next_due: Instant
    paused_by: string | null
    paused_at: Instant
  }
  source_due: {
    id: Generated<number>
    source: string
    due: string
    business_date: string
    cause: Due['cause']
    missed: Generated<number>
    state: Due['state']
    attempt: Generated<number>
    next_try: Instant
    waits_for: List<Wait>
    job_id: ColumnType<string | null, string | null | undefined, string | null>
    files: List<FetchedFile>
    error: ColumnType<Due['error'], string | null | undefined, string | null>
    actor: JSONColumnType<Actor>
    ended_at: Instant
  }
  source_file: {
    source: string
    name: string
    mark: string
    business_date: string
    load_id: number | null
    taken_at: Generated<string>
  }
  source_shape: {
    source: string
    shape: List<Shape[number]>
    standing: List<DriftChoice>
    load_id: number | null
    updated_at: Generated<string>
  }
  load_drift: {
    load_id: number
    source: string
    state: Generated<'pending' | 'accepted' | 'rejected'>
    differences: List<Difference>
    choices: List<DriftChoice>
    file: JSONColumnType<FileRef>
    note: ColumnType<string | null, string | null | undefined, string | null>
    created_at: Generated<string>
    decided_at: Instant
    decided_by: ColumnType<string | null, string | null | undefined, string | null>
  }
}
