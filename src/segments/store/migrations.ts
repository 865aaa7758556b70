import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'
import { createHypotheses } from './hypothesis-migration.js'

export const segmentMigrations: readonly LedgerMigration[] = [
  {
    name: '3000_segment_life',
    async up(db) {
      await sql`
        create table segment_subscription (
          id bigint generated always as identity primary key,
          segment text not null,
          person_id text not null,
          person_name text not null,
          measure text not null check (measure in ('grows', 'shrinks', 'above', 'below')),
          threshold double precision not null check (threshold > 0),
          against text not null check (against in ('before', 'start')),
          start_size bigint,
          since timestamptz not null default now(),
          seen_run bigint,
          met_as_of date,
          met_value double precision,
          unique (segment, person_id, measure, threshold, against)
        )`.execute(db)
      await sql`
        create table segment_webhook (
          id bigint generated always as identity primary key,
          segment text not null,
          url text not null,
          purpose text not null,
          created_by_id text not null,
          created_by text not null,
          created_at timestamptz not null default now(),
          active boolean not null default true,
          done_run bigint,
          sending_run bigint,
          sent_to bigint not null default 0,
          failures int not null default 0,
          last_status int,
          last_at timestamptz
        )`.execute(db)
      await sql`create unique index segment_webhook_url on segment_webhook (segment, url) where active`.execute(db)
    },
  },
  { name: '3010_segment_hypothesis', up: createHypotheses },
  {
    name: '3020_segment_subscription_scope',
    async up(db) {
      await sql`alter table segment_subscription add column scope jsonb, add column holder text`.execute(db)
    },
  },
]
