import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

export const strategyMigrations: readonly LedgerMigration[] = [
  {
    name: '4000_strategy_list',
    async up(db) {
      await sql`
        create table list (
          id bigserial primary key,
          strategy text not null,
          strategy_version int not null,
          segment text not null,
          segment_version int not null,
          as_of date not null,
          until date,
          channel text not null,
          purpose text not null,
          salt text not null,
          arms jsonb not null,
          counts jsonb not null,
          size bigint not null,
          waterfall jsonb not null,
          status text not null default 'FROZEN' check (status in ('FROZEN', 'RELEASED', 'CANCELLED')),
          author_id text not null,
          author_name text not null,
          released_by_id text,
          released_by_name text,
          released_at timestamptz,
          run_id bigint not null unique references run (id),
          job_id text not null unique,
          max_load_id bigint not null,
          created_at timestamptz not null default now(),
          check (released_by_id is null or released_by_id <> author_id)
        )`.execute(db)
      await sql`create index list_of_strategy on list (strategy, id desc)`.execute(db)
      await sql`
        create table do_not_contact (
          cust_id text primary key,
          reason text not null,
          at timestamptz not null default now(),
          by_id text not null
        )`.execute(db)
    },
  },
]
