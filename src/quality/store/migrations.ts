import { sql } from 'kysely'
import type { LedgerDb, LedgerMigration } from '#platform/ledger'

export const qualityMigrations: readonly LedgerMigration[] = [
  { name: '1300_quality_result', up: createResults },
  { name: '1301_quality_alert', up: createAlerts },
  { name: '1302_quality_dictionary', up: createDictionary },
]

async function createResults(db: LedgerDb): Promise<void> {
  await sql`
    create table quality_result (
      id bigserial primary key,
      as_of date not null,
      rule text not null,
      rule_version int,
      kind text not null,
      table_name text,
      columns jsonb not null,
      source text not null default '',
      severity text not null check (severity in ('warn', 'block')),
      weight double precision not null,
      status text not null check (status in ('pass', 'warn', 'block', 'error', 'skipped')),
      checked bigint not null,
      failed bigint not null,
      value double precision,
      threshold double precision,
      detail jsonb not null,
      samples jsonb not null,
      job_id text not null,
      at timestamptz not null default now(),
      unique (as_of, rule, source)
    )`.execute(db)
  await sql`create index quality_result_of_rule on quality_result (rule, source, as_of desc)`.execute(db)
}

async function createAlerts(db: LedgerDb): Promise<void> {
  await sql`
    create table quality_alert (
      id bigserial primary key,
      rule text not null,
      rule_name jsonb not null,
      kind text not null,
      table_name text,
      source text not null default '',
      severity text not null,
      state text not null default 'open' check (state in ('open', 'acknowledged', 'closed')),
      first_as_of date not null,
      last_as_of date not null,
      times int not null default 1,
      value double precision,
      threshold double precision,
      told jsonb not null default '[]',
      acknowledged_by text,
      acknowledged_at timestamptz,
      closed_by text,
      closed_at timestamptz,
      note text,
      opened_at timestamptz not null default now()
    )`.execute(db)
  await sql`create unique index quality_alert_live on quality_alert (rule, source) where state <> 'closed'`.execute(db)
  await sql`
    create table quality_switch (
      rule text primary key,
      off boolean not null,
      by_name text not null,
      at timestamptz not null default now()
    )`.execute(db)
  await sql`
    create table identifier_check (
      load_id bigint not null,
      kind text not null check (kind in ('id_no', 'mobile', 'email')),
      checked bigint not null,
      failed bigint not null,
      samples jsonb not null,
      primary key (load_id, kind)
    )`.execute(db)
}

async function createDictionary(db: LedgerDb): Promise<void> {
  await sql`
    create table dictionary_fill (
      table_name text not null,
      column_name text not null,
      source text not null,
      as_of date not null,
      row_count bigint not null,
      filled bigint not null,
      primary key (table_name, column_name, source)
    )`.execute(db)
  await sql`
    create table dictionary_note (
      table_name text not null,
      column_name text not null default '',
      description jsonb not null,
      owner text,
      attributes jsonb not null,
      by_name text not null,
      at timestamptz not null default now(),
      primary key (table_name, column_name)
    )`.execute(db)
}
