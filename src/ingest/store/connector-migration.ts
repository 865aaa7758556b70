import { sql } from 'kysely'
import type { LedgerDb, LedgerMigration } from '#platform/ledger'

/** Secrets of connectors, schedules and their runs, files taken, the shape of each source's files, and drift. */
export const connectorMigration: LedgerMigration = {
  name: '1100_ingest_connectors',
  async up(db) {
    await sql`alter table load drop constraint load_status_check`.execute(db)
    await sql`alter table load add constraint load_status_check
      check (status in ('running', 'loaded', 'unchanged', 'waiting', 'failed', 'cancelled'))`.execute(db)
    await sql`create index load_source_date on load (source, business_date)`.execute(db)
    await sql`alter table uploaded_file add column held boolean not null default false`.execute(db)
    await sql`create table connector_secret (
      name text primary key,
      kind text not null,
      hosts jsonb not null,
      sealed text not null,
      version int not null default 1,
      actor_id text not null,
      actor_name text not null,
      updated_at timestamptz not null default now()
    )`.execute(db)
    await sql`create table source_schedule (
      source text primary key,
      schedule jsonb,
      next_due timestamptz,
      paused_by text,
      paused_at timestamptz
    )`.execute(db)
    await sql`create table source_due (
      id bigint generated always as identity primary key,
      source text not null,
      due timestamptz not null,
      business_date date not null,
      cause text not null check (cause in ('schedule', 'catch-up', 'manual')),
      missed int not null default 0,
      state text not null,
      attempt int not null default 0,
      next_try timestamptz,
      waits_for jsonb not null default '[]',
      job_id text,
      files jsonb not null default '[]',
      error jsonb,
      actor jsonb not null,
      ended_at timestamptz,
      unique (source, due)
    )`.execute(db)
    await sql`create index source_due_open on source_due (state) where ended_at is null`.execute(db)
    await createFilesAndDrift(db)
  },
}

async function createFilesAndDrift(db: LedgerDb): Promise<void> {
  await sql`create table source_file (
    source text not null,
    name text not null,
    mark text not null,
    business_date date not null,
    load_id bigint,
    taken_at timestamptz not null default now(),
    primary key (source, name, mark)
  )`.execute(db)
  await sql`create table source_shape (
    source text primary key,
    shape jsonb not null default '[]',
    standing jsonb not null default '[]',
    load_id bigint,
    updated_at timestamptz not null default now()
  )`.execute(db)
  await sql`create table load_drift (
    load_id bigint primary key references load (id),
    source text not null,
    state text not null default 'pending' check (state in ('pending', 'accepted', 'rejected')),
    differences jsonb not null,
    choices jsonb not null default '[]',
    file jsonb not null,
    note text,
    created_at timestamptz not null default now(),
    decided_at timestamptz,
    decided_by text
  )`.execute(db)
  await sql`create index load_drift_pending on load_drift (source) where state = 'pending'`.execute(db)
}
