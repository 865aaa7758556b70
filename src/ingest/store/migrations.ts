import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'
import { connectorMigration } from './connector-migration.js'

export const ingestMigrations: readonly LedgerMigration[] = [
  {
    name: '1000_ingest_load',
    async up(db) {
      await sql`
        create table load (
          id bigserial primary key,
          source text not null,
          source_version int not null,
          source_name jsonb not null,
          file_name text not null,
          sha256 text,
          bytes bigint not null default 0,
          business_date date not null,
          status text not null default 'running' check (status in ('running', 'loaded', 'unchanged', 'failed', 'cancelled')),
          reject_run bigint,
          report jsonb,
          job_id text,
          actor_id text not null,
          actor_name text not null,
          started_at timestamptz not null default now(),
          ended_at timestamptz
        )`.execute(db)
      await sql`create unique index load_once on load (source, source_version, sha256) where status = 'loaded'`.execute(db)
      await sql`create index load_recent on load (id desc)`.execute(db)
      await sql`
        create table customer_attribute (
          key text primary key,
          type text not null,
          ccy text,
          name jsonb not null,
          created_at timestamptz not null default now()
        )`.execute(db)
      await sql`
        create table uploaded_file (
          id text primary key,
          name text not null,
          bytes bigint not null,
          sha256 text not null,
          actor_id text not null,
          created_at timestamptz not null default now()
        )`.execute(db)
    },
  },
  connectorMigration,
  {
    // Reports of loads before this had the smallest and largest text of every column.
    name: '1110_ingest_report_texts',
    async up(db) {
      await sql`
        update load set report = jsonb_set(report, '{columns}', coalesce((
          select jsonb_agg(case when part->>'type' = 'text' then part || '{"min": null, "max": null}' else part end order by at)
          from jsonb_array_elements(report->'columns') with ordinality as each(part, at)
        ), '[]'))
        where report is not null and jsonb_typeof(report->'columns') = 'array'`.execute(db)
    },
  },
]
