import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

export const runMigrations: readonly LedgerMigration[] = [
  {
    name: '0200_run',
    async up(db) {
      await sql`
        create table run (
          id bigserial primary key,
          kind text not null,
          subject text not null,
          as_of date not null,
          status text not null default 'open' check (status in ('open', 'visible', 'replaced', 'dropped')),
          job_id text,
          tables text[] not null default '{}',
          own_tables text[] not null default '{}',
          detail jsonb not null default '{}',
          created_at timestamptz not null default now(),
          committed_at timestamptz,
          replaced_at timestamptz,
          replaced_by bigint references run (id)
        )`.execute(db)
      await sql`create index run_visible on run (kind, subject, as_of desc, id desc) where status = 'visible'`.execute(db)
      await sql`create index run_unsettled on run (status) where status in ('open', 'replaced')`.execute(db)
    },
  },
]
