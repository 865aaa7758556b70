import { sql, type ColumnType, type Generated, type JSONColumnType, type Selectable } from 'kysely'
import type { Schedule } from '#ingest/contract'
import type { Ledger, LedgerDb, LedgerMigration } from '#platform/ledger'
import type { MonitorReport } from '../contract-monitor.js'

export const monitorMigration: LedgerMigration = {
  name: '3650_model_monitor',
  async up(db) {
    await sql`alter table model_version add column cause text`.execute(db)
    await sql`create table model_schedule (model text primary key, schedule jsonb not null, next_due timestamptz)`.execute(db)
    await sql`
      create table model_report (
        id bigint generated always as identity primary key,
        model text not null,
        version int not null,
        as_of date not null,
        job_id text not null unique,
        report jsonb not null,
        reported_at timestamptz not null default now()
      )`.execute(db)
    await sql`create index model_report_model on model_report (model, id desc)`.execute(db)
  },
}

type MonitorTables = {
  model_schedule: { model: string; schedule: JSONColumnType<Schedule>; next_due: ColumnType<string | null, string | null, string | null> }
  model_report: {
    id: Generated<number>
    model: string
    version: number
    as_of: string
    job_id: string
    report: JSONColumnType<Omit<MonitorReport, 'model' | 'version' | 'asOf' | 'reportedAt'>>
    reported_at: Generated<string>
  }
}

export interface ScheduleRow {
  readonly schedule: Schedule
  readonly nextDue: string | null
}

/** Schedules of models by key, with the next due moment. */
export async function modelSchedules(ledger: Ledger): Promise<Map<string, ScheduleRow>> {
  const rows = await ledger.db.withTables<MonitorTables>().selectFrom('model_schedule').selectAll().execute()
  return new Map(rows.map(({ model, schedule, next_due: nextDue }) => [model, { schedule, nextDue }]))
}

export async function setModelDue(db: LedgerDb, model: string, schedule: Schedule, nextDue: string | null): Promise<void> {
  const row = { schedule: JSON.stringify(schedule), next_due: nextDue }
  await db.withTables<MonitorTables>().insertInto('model_schedule').values({ model, ...row }).onConflict((conflict) => conflict.column('model').doUpdateSet(row)).execute()
}

export async function dropModelDue(db: LedgerDb, model: string): Promise<void> {
  await db.withTables<MonitorTables>().deleteFrom('model_schedule').where('model', '=', model).execute()
}

/** Keeps a report; one of an earlier attempt of the same job stays. */
export async function insertReport(db: LedgerDb, jobId: string, report: Omit<MonitorReport, 'reportedAt'>): Promise<void> {
  const { model, version, asOf, ...rest } = report
  await db.withTables<MonitorTables>().insertInto('model_report').values({ model, version, as_of: asOf, job_id: jobId, report: JSON.stringify(rest) }).onConflict((conflict) => conflict.column('job_id').doNothing()).execute()
}

/** Newest first. */
export async function listReports(ledger: Ledger, model: string, limit: number): Promise<MonitorReport[]> {
  const rows = await ledger.db.withTables<MonitorTables>().selectFrom('model_report').selectAll().where('model', '=', model).orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toReport)
}

/** The report a job wrote, when an earlier attempt of it got that far. */
export async function reportOfJob(ledger: Ledger, jobId: string): Promise<MonitorReport | null> {
  const row = await ledger.db.withTables<MonitorTables>().selectFrom('model_report').selectAll().where('job_id', '=', jobId).executeTakeFirst()
  return row === undefined ? null : toReport(row)
}

function toReport(row: Selectable<MonitorTables['model_report']>): MonitorReport {
  return { ...row.report, model: row.model, version: row.version, asOf: row.as_of, reportedAt: row.reported_at }
}
