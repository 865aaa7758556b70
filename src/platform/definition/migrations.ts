import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

export const definitionMigrations: readonly LedgerMigration[] = [
  {
    name: 'definition-1-tables',
    async up(db) {
      await sql`CREATE TABLE definition (
        kind text NOT NULL, key text NOT NULL,
        name jsonb NOT NULL, body jsonb NOT NULL,
        revision int NOT NULL, version int,
        has_draft boolean NOT NULL, archived boolean NOT NULL DEFAULT false,
        updated_at timestamptz NOT NULL DEFAULT now(), updated_by text NOT NULL,
        PRIMARY KEY (kind, key)
      )`.execute(db)
      await sql`CREATE TABLE definition_version (
        kind text NOT NULL, key text NOT NULL, version int NOT NULL,
        name jsonb NOT NULL, body jsonb NOT NULL,
        published_at timestamptz NOT NULL DEFAULT now(), published_by text NOT NULL, note text NOT NULL DEFAULT '',
        PRIMARY KEY (kind, key, version),
        FOREIGN KEY (kind, key) REFERENCES definition (kind, key)
      )`.execute(db)
      await sql`CREATE TABLE definition_reference (
        kind text NOT NULL, key text NOT NULL, of text NOT NULL CHECK (of IN ('draft', 'live')),
        to_kind text NOT NULL, to_key text NOT NULL, to_version int,
        FOREIGN KEY (kind, key) REFERENCES definition (kind, key)
      )`.execute(db)
      await sql`CREATE INDEX definition_reference_from ON definition_reference (kind, key)`.execute(db)
      await sql`CREATE INDEX definition_reference_to ON definition_reference (to_kind, to_key)`.execute(db)
      await sql`CREATE FUNCTION definition_version_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'published versions are immutable'; END $$`.execute(db)
      await sql`CREATE TRIGGER definition_version_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON definition_version
        FOR EACH STATEMENT EXECUTE FUNCTION definition_version_refuse()`.execute(db)
    },
  },
]
