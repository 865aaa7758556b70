import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'
import { modelFileMigration } from './model-file-store.js'
import { monitorMigration } from './monitor-store.js'

export const modelMigrations: readonly LedgerMigration[] = [
  {
    name: '3600_model_version',
    async up(db) {
      await sql`
        create table model_version (
          model text not null,
          number int not null,
          definition_version int not null,
          data_run bigint not null references run (id),
          job_id text not null unique,
          algorithm text not null,
          fitted jsonb not null,
          figures jsonb not null,
          base jsonb not null,
          status text not null default 'trained' check (status in ('trained', 'approved', 'champion', 'challenger', 'retired')),
          trained_by_id text not null,
          trained_by_name text not null,
          trained_at timestamptz not null default now(),
          approved_by_id text,
          approved_by_name text,
          approved_at timestamptz,
          note text,
          promoted_at timestamptz,
          primary key (model, number),
          check (approved_by_id is null or approved_by_id <> trained_by_id),
          check (status not in ('approved', 'champion', 'challenger') or approved_by_id is not null)
        )`.execute(db)
      await sql`create unique index model_version_champion on model_version (model) where status = 'champion'`.execute(db)
      await sql`create unique index model_version_challenger on model_version (model) where status = 'challenger'`.execute(db)
    },
  },
  modelFileMigration,
  monitorMigration,
]
