import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

export const insightMigrations: readonly LedgerMigration[] = [
  {
    name: '3400_insight_portrait',
    async up(db) {
      await sql`
        create table portrait_made (
          run_id bigint primary key,
          made_at timestamptz not null,
          made_by text,
          as_of date not null,
          scope text not null,
          of_key text,
          of_kind text not null,
          of_name jsonb not null,
          of_customers bigint not null,
          against_key text,
          against_kind text not null,
          against_name jsonb not null,
          against_customers bigint not null
        )`.execute(db)
      await sql`create index portrait_made_scope on portrait_made (scope, run_id desc)`.execute(db)
      await sql`
        insert into portrait_made
        select id, committed_at, null, as_of, detail->>'scope',
          detail#>>'{portrait,of,key}', detail#>>'{portrait,of,kind}', detail#>'{portrait,of,name}', (detail#>>'{portrait,of,customers}')::bigint,
          detail#>>'{portrait,against,key}', detail#>>'{portrait,against,kind}', detail#>'{portrait,against,name}', (detail#>>'{portrait,against,customers}')::bigint
        from run where kind = 'portrait' and status = 'visible'`.execute(db)
    },
  },
  {
    name: '3410_insight_published',
    async up(db) {
      await sql`
        create table portrait_published (
          run_id bigint primary key,
          name jsonb not null,
          owner text not null,
          description jsonb,
          published_by text not null,
          published_at timestamptz not null
        )`.execute(db)
    },
  },
]
