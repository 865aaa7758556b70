import { sql } from 'kysely'
import type { LedgerDb, LedgerMigration } from '#platform/ledger'

export const executionMigrations: readonly LedgerMigration[] = [
  { name: '5000_execution_outbox', up: createOutbox },
  { name: '5001_execution_task', up: createTask },
  {
    name: '5010_execution_outbox_of_customer',
    async up(db) {
      await sql`create index outbox_of_customer on outbox (cust_id, decided_at desc)`.execute(db)
    },
  },
  {
    name: '5002_execution_open_task',
    async up(db) {
      await sql`create index task_of_customer on task (cust_id) where state = 'OPEN'`.execute(db)
    },
  },
]

async function createOutbox(db: LedgerDb): Promise<void> {
  await sql`
    create table outbox (
      id bigserial primary key,
      list_id bigint not null references list (id),
      cust_no bigint not null,
      cust_id text not null,
      shard_key text not null,
      org_path text not null,
      rm text not null,
      arm text not null,
      channel text not null,
      state text not null check (state in ('PENDING', 'SENDING', 'SENT', 'FAILED', 'SUPPRESSED', 'HELD')),
      step smallint,
      reason text,
      gate_version text not null,
      inputs_hash text not null,
      inputs jsonb not null,
      attempts int not null default 0,
      decided_at timestamptz not null default now(),
      unique (list_id, cust_id)
    )`.execute(db)
  await sql`create index outbox_pages on outbox (list_id, cust_no)`.execute(db)
  await sql`create table contact_subject (cust_id text primary key)`.execute(db)
  await sql`
    create table contact_cap (
      list_id bigint not null,
      cust_id text not null,
      channel text not null,
      strategy text not null,
      day date not null,
      state text not null check (state in ('RESERVED', 'CONFIRMED', 'RELEASED')),
      primary key (list_id, cust_id)
    )`.execute(db)
  await sql`create index contact_cap_recent on contact_cap (cust_id, day) where state <> 'RELEASED'`.execute(db)
  await sql`
    create table dispatch (
      list_id bigint primary key references list (id),
      job_id text not null,
      run_id bigint,
      file_name text,
      finished_at timestamptz
    )`.execute(db)
}

async function createTask(db: LedgerDb): Promise<void> {
  await sql`
    create table task (
      id bigserial primary key,
      list_id bigint not null references list (id),
      strategy text not null,
      cust_id text not null,
      org_path text not null,
      rm text not null,
      arm text not null,
      text text,
      state text not null default 'OPEN' check (state in ('OPEN', 'DONE', 'SKIPPED')),
      disposition text,
      note text,
      due date not null,
      created_at timestamptz not null default now(),
      done_at timestamptz,
      done_by text,
      unique (list_id, cust_id)
    )`.execute(db)
  await sql`create index task_place on task (org_path text_pattern_ops, id)`.execute(db)
  await sql`create index task_book on task (rm, id)`.execute(db)
  await sql`
    create table gate_policy (
      version serial primary key,
      accepted jsonb not null,
      by_id text not null,
      by_name text not null,
      at timestamptz not null default now()
    )`.execute(db)
}
