import { sql } from 'kysely'
import type { LedgerMigration } from '#platform/ledger'

export const jobMigrations: readonly LedgerMigration[] = [
  {
    name: 'jobs-1-job-run',
    async up(db) {
      await sql`CREATE SEQUENCE job_epoch`.execute(db)
      await sql`CREATE TABLE job_run (
        id text PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        kind text NOT NULL,
        subject text,
        input jsonb NOT NULL,
        actor jsonb NOT NULL,
        actor_id text NOT NULL,
        status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        step text, done bigint, total bigint, unit text,
        epoch bigint,
        heartbeat timestamptz,
        checkpoint jsonb,
        cancel_requested boolean NOT NULL DEFAULT false,
        error jsonb,
        result jsonb,
        attempt int NOT NULL DEFAULT 0,
        retried_from text REFERENCES job_run (id),
        idempotency_key text,
        exclusive_key text,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        ended_at timestamptz,
        UNIQUE (kind, idempotency_key)
      )`.execute(db)
      await sql`CREATE INDEX job_run_waiting ON job_run (seq) WHERE status IN ('queued', 'running')`.execute(
        db,
      )
      await sql`CREATE UNIQUE INDEX job_run_exclusive ON job_run (exclusive_key) WHERE status = 'running'`.execute(
        db,
      )
      await sql`CREATE INDEX job_run_actor ON job_run (actor_id, seq)`.execute(db)
    },
  },
]
