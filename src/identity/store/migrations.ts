import { sql } from 'kysely'
import type { LedgerDb, LedgerMigration } from '#platform/ledger'

export const identityMigrations: readonly LedgerMigration[] = [{ name: '2400_identity_change', up: createChanges }]

async function createChanges(db: LedgerDb): Promise<void> {
  await sql`
    create table identity_change (
      id bigserial primary key,
      kind text not null check (kind in ('link', 'merge', 'split', 'undo')),
      status text not null default 'pending' check (status in ('pending', 'applied', 'failed')),
      cust_ids text[] not null default '{}',
      undo_of bigint references identity_change (id),
      undo_merge int,
      note text,
      rules_version int,
      merges int not null default 0,
      customers int not null default 0,
      run_id bigint,
      job_id text,
      actor_id text not null,
      actor_name text not null,
      created_at timestamptz not null default now(),
      applied_at timestamptz
    )`.execute(db)
  await sql`create index identity_change_undo on identity_change (undo_of) where undo_of is not null`.execute(db)
  await sql`
    create table identity_decision (
      id bigserial primary key,
      a_id text not null,
      b_id text not null,
      decision text not null check (decision in ('merge', 'apart', 'unsure')),
      note text,
      pattern bigint not null,
      kinds bigint not null,
      change_id bigint references identity_change (id),
      actor_id text not null,
      actor_name text not null,
      at timestamptz not null default now(),
      check (a_id < b_id)
    )`.execute(db)
  await sql`create index identity_decision_pair on identity_decision (a_id, b_id, id desc)`.execute(db)
}
