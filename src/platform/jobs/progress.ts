import { sql } from 'kysely'
import type { Ledger } from '#platform/ledger'
import type { Log } from '#platform/log'
import { jobTables } from './job-store.js'
import type { JobRun } from './jobs.js'

type Report = Parameters<JobRun<unknown>['progress']>[0]

const INTERVAL_MS = 250

/** Writes the newest report of a run at most four times a second, one write at a time. */
export interface ProgressWriter {
  report(report: Report): void
  /** Writes what is pending. */
  flush(): Promise<void>
}

export function createProgressWriter(ledger: Ledger, log: Log, id: string): ProgressWriter {
  let pending: Report | null = null
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let last = 0

  const write = (): Promise<void> => {
    const report = pending
    pending = null
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (report === null) return writing
    last = performance.now()
    writing = writing
      .then(() => store(ledger, id, report))
      .catch((cause: unknown) => log.warn({ job: id, reason: String(cause) }, 'job progress was not written'))
    return writing
  }
  return {
    report(report) {
      pending = report
      if (timer !== null) return
      const due = Math.max(0, last + INTERVAL_MS - performance.now())
      timer = setTimeout(() => void write(), due)
    },
    flush: write,
  }
}

async function store(ledger: Ledger, id: string, report: Report): Promise<void> {
  await jobTables(ledger)
    .updateTable('job_run')
    .set({
      step: report.step,
      done: report.done === undefined ? null : Math.round(report.done),
      total: report.total === undefined ? null : Math.round(report.total),
      unit: report.unit ?? null,
      heartbeat: sql`now()`,
    })
    .where('id', '=', id)
    .execute()
}
