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
  {
    name: '2810_tag_evaluation',
    async up(db) {
      await sql`
        create table tag_evaluation (
          id bigint generated always as identity primary key,
          as_of date not null,
          before date not null,
          ran_at timestamptz not null default now(),
          overview jsonb not null
        )`.execute(db)
      await sql`
        create table tag_grade (
          evaluation_id bigint not null references tag_evaluation (id),
          tag text not null,
          version int not null,
          grade text not null check (grade in ('A', 'B', 'C', 'D')),
          measures jsonb not null,
          detail jsonb not null,
          primary key (evaluation_id, tag)
        )`.execute(db)
      await sql`create index tag_grade_tag on tag_grade (tag, evaluation_id)`.execute(db)
      await sql`
        create table tag_ticket (
          id bigint generated always as identity primary key,
          subject_kind text not null check (subject_kind in ('tag', 'field')),
          subject text not null,
          grade text not null check (grade in ('A', 'B', 'C', 'D')),
          measure text not null,
          params jsonb not null,
          state text not null check (state in ('open', 'doing', 'done', 'dropped')),
          owner text,
          due date not null,
          opened_at timestamptz not null default now(),
          opened_by text not null
        )`.execute(db)
      await sql`create unique index tag_ticket_one on tag_ticket (subject_kind, subject) where state in ('open', 'doing')`.execute(db)
      await sql`
        create table tag_ticket_step (
          id bigint generated always as identity primary key,
          ticket_id bigint not null references tag_ticket (id),
          at timestamptz not null default now(),
          by_name text not null,
          state text not null,
          owner text,
          due date not null,
          why text not null
        )`.execute(db)
      await sql`create index tag_ticket_step_of on tag_ticket_step (ticket_id, id)`.execute(db)
    },
  },
  {
    name: '2820_tag_refresh',
    async up(db) {
      await sql`
        create table tag_refresh_choice (
          id bigint generated always as identity primary key,
          at timestamptz not null default now(),
          by_name text not null,
          is_on boolean not null,
          why text not null
        )`.execute(db)
    },
  },
  {
    name: '2830_tag_request_org',
    async up(db) {
      await sql`alter table tag_request add column proposed_org text`.execute(db)
    },
  },
]
