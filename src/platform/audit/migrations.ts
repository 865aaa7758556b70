import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

export const auditMigrations: readonly LedgerMigration[] = [
  {
    name: 'audit-1-entry',
    async up(db) {
      await sql`CREATE TABLE audit_entry (
        seq bigint PRIMARY KEY,
        at timestamptz(3) NOT NULL,
        actor_id text NOT NULL, actor_name text NOT NULL, actor_kind text NOT NULL,
        action text NOT NULL, object_kind text NOT NULL, object_key text NOT NULL,
        before jsonb, after jsonb, purpose text, ip text,
        prev_hash text NOT NULL, hash text NOT NULL
      )`.execute(db)
      await sql`CREATE TABLE audit_head (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), seq bigint NOT NULL, hash text NOT NULL
      )`.execute(db)
      await sql`INSERT INTO audit_head (seq, hash) VALUES (0, '')`.execute(db)
      await sql`CREATE INDEX audit_entry_object ON audit_entry (object_kind, object_key, seq)`.execute(db)
      await sql`CREATE INDEX audit_entry_actor ON audit_entry (actor_id, seq)`.execute(db)
      await sql`CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$`.execute(db)
      await sql`CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`.execute(db)
    },
  },
]
