import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

/** Cards of hypotheses, one vote a person, comments. */
export const createHypotheses: LedgerMigration['up'] = async (db) => {
  await sql`
    create table hypothesis_card (
      id bigint generated always as identity primary key,
      universe text not null,
      org_path text not null,
      author_id text not null,
      author_name text not null,
      claim text not null,
      who text not null,
      need text not null,
      why text not null,
      expected_size bigint,
      expected_effect text not null default '',
      evidence text,
      rule jsonb,
      state text not null default 'open' check (state in ('open', 'adopted', 'rejected', 'archived')),
      reason text,
      segment text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      revision int not null default 1
    )`.execute(db)
  await sql`create index hypothesis_card_place on hypothesis_card (universe, state, id)`.execute(db)
  await sql`
    create table hypothesis_vote (
      card bigint not null references hypothesis_card on delete cascade,
      person_id text not null,
      vote text not null check (vote in ('for', 'against')),
      at timestamptz not null default now(),
      primary key (card, person_id)
    )`.execute(db)
  await sql`
    create table hypothesis_comment (
      id bigint generated always as identity primary key,
      card bigint not null references hypothesis_card on delete cascade,
      person_id text not null,
      person_name text not null,
      text text not null,
      at timestamptz not null default now()
    )`.execute(db)
  await sql`create index hypothesis_comment_card on hypothesis_comment (card, id)`.execute(db)
}
