import { sql } from 'kysely'
import type { LedgerDb, LedgerMigration } from '#platform/ledger'

export const eventsMigrations: readonly LedgerMigration[] = [{ name: '1200_events_write_key', up: createWriteKey }]

async function createWriteKey(db: LedgerDb): Promise<void> {
  await sql`
    create table write_key (
      id uuid primary key,
      hash text not null unique,
      hint text not null,
      name text not null,
      source_type text not null check (source_type in ('segment', 'sensors', 'plain')),
      origins text[] not null default '{}',
      rate_limit int,
      enabled boolean not null default true,
      created_by text not null,
      created_at timestamptz not null default now(),
      last_used_at timestamptz
    )`.execute(db)
  await sql`create table event_settings (only_row boolean primary key default true check (only_row), settings jsonb not null)`.execute(db)
}
