import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

export const accessMigrations: readonly LedgerMigration[] = [
  {
    name: 'access-1-org-person',
    async up(db) {
      await sql`CREATE TABLE org (
        org_id text PRIMARY KEY,
        parent_id text REFERENCES org (org_id) DEFERRABLE INITIALLY DEFERRED,
        level text NOT NULL CHECK (level IN ('HO', 'BRANCH', 'SUB')),
        path text NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED,
        name_zh text NOT NULL, name_en text
      )`.execute(db)
      await sql`CREATE TABLE person (
        id text PRIMARY KEY,
        login text NOT NULL, display_name text NOT NULL,
        password_hash text,
        roles text[] NOT NULL,
        org_id text REFERENCES org (org_id), emp_id text,
        disabled boolean NOT NULL DEFAULT false, demo boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now()
      )`.execute(db)
      await sql`CREATE UNIQUE INDEX person_login ON person (lower(login))`.execute(db)
    },
  },
  {
    name: 'access-2-session-token',
    async up(db) {
      await sql`CREATE TABLE session (
        token_hash text PRIMARY KEY,
        person_id text NOT NULL REFERENCES person (id), csrf text NOT NULL,
        created_at timestamptz NOT NULL, seen_at timestamptz NOT NULL,
        idle_until timestamptz NOT NULL, ends_at timestamptz NOT NULL
      )`.execute(db)
      await sql`CREATE INDEX session_person ON session (person_id)`.execute(db)
      await sql`CREATE TABLE service_token (
        id text PRIMARY KEY,
        secret_hash text NOT NULL, name text NOT NULL,
        permissions text[] NOT NULL, org_id text REFERENCES org (org_id),
        created_by text NOT NULL, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
        last_used_at timestamptz, revoked_at timestamptz
      )`.execute(db)
      await sql`CREATE TABLE setup_link (
        token_hash text PRIMARY KEY, expires_at timestamptz NOT NULL, used_at timestamptz
      )`.execute(db)
      await sql`CREATE TABLE login_attempt (
        key text PRIMARY KEY, failures int NOT NULL, last_at timestamptz NOT NULL, blocked_until timestamptz NOT NULL
      )`.execute(db)
    },
  },
]
