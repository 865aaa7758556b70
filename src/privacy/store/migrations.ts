import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

export const privacyMigrations: readonly LedgerMigration[] = [
  {
    name: '2600_privacy_policy',
    async up(db) {
      await sql`
        create table privacy_policy (
          version serial primary key,
          policy jsonb not null,
          by_id text not null,
          by_name text not null,
          at timestamptz not null default now()
        )`.execute(db)
      await sql`
        create table column_class (
          table_name text not null,
          column_name text not null,
          class text not null check (class in ('C1', 'C2', 'C3')),
          level int not null check (level between 1 and 5),
          sensitive boolean not null,
          why text not null,
          by_name text not null,
          at timestamptz not null default now(),
          primary key (table_name, column_name)
        )`.execute(db)
      await sql`
        create table unmask_use (
          person_id text not null,
          day date not null,
          used int not null,
          primary key (person_id, day)
        )`.execute(db)
      await sql`
        create table consent_change (
          cust_id text primary key,
          at timestamptz not null
        )`.execute(db)
    },
  },
  {
    name: '2601_privacy_erasure',
    async up(db) {
      await sql`
        create table erasure_request (
          id bigserial primary key,
          cust_id text not null,
          org_path text not null,
          rm text not null,
          kind text not null check (kind in ('ERASE', 'RESTRICT', 'LIFT')),
          reason text not null,
          status text not null default 'OPEN' check (status in ('OPEN', 'CONFIRMED', 'DONE', 'REFUSED')),
          outcome text check (outcome in ('ERASED', 'RESTRICTED', 'LIFTED')),
          requested_by_id text not null,
          requested_by_name text not null,
          requested_at timestamptz not null default now(),
          decided_by_id text,
          decided_by_name text,
          decided_at timestamptz,
          note text,
          certificate jsonb,
          job_id text,
          check (decided_by_id is null or decided_by_id <> requested_by_id)
        )`.execute(db)
      await sql`create unique index erasure_request_open on erasure_request (cust_id) where status in ('OPEN', 'CONFIRMED')`.execute(db)
      await sql`create index erasure_request_of on erasure_request (cust_id, id)`.execute(db)
    },
  },
  {
    name: '2602_privacy_erasure_numbers',
    async up(db) {
      await sql`alter table erasure_request add column cust_ids text[]`.execute(db)
      await sql`update erasure_request set cust_ids = array[cust_id]`.execute(db)
      await sql`alter table erasure_request alter column cust_ids set not null`.execute(db)
    },
  },
]
