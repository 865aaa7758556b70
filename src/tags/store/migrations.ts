import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

const STATES = sql.raw(`('proposed', 'defined', 'in_review', 'published', 'reviewed', 'rejected')`)

export const tagMigrations: readonly LedgerMigration[] = [
  {
    name: '2800_tag_request',
    async up(db) {
      await sql`
        create table tag_request (
          id bigint generated always as identity primary key,
          name_zh text not null,
          name_en text,
          decision text not null,
          tag text,
          version int,
          state text not null check (state in ${STATES}),
          proposed_by_id text not null,
          proposed_by_name text not null,
          defined_by_id text,
          proposed_at timestamptz not null default now(),
          review_due date,
          check (state not in ('published', 'reviewed') or (version is not null and review_due is not null))
        )`.execute(db)
      await sql`
        create table tag_request_step (
          id bigint generated always as identity primary key,
          request_id bigint not null references tag_request (id),
          at timestamptz not null default now(),
          by_id text not null,
          by_name text not null,
          from_state text check (from_state in ${STATES}),
          to_state text not null check (to_state in ${STATES}),
          why text not null
        )`.execute(db)
      await sql`create index tag_request_step_of on tag_request_step (request_id, id)`.execute(db)
      await sql`create index tag_request_tag on tag_request (tag)`.execute(db)
    },
  },
]
