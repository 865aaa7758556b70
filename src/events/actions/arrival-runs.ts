import { addDays } from '#kernel/calendar'
import type { Context } from '#platform/context'
import { storedTable } from '#ingest'

/** Where arriving events go: one run a business day, visible from its first row on. */
export interface ArrivalRuns {
  /** The run of today's arrivals and the business date it has. */
  today(): Promise<{ readonly runId: number; readonly day: string }>
  /** Runs of arrivals on this day and the `days` before, newest first. */
  recent(days: number): Promise<number[]>
}

const FRESH_MS = 1000

/**
 * Intake's runs of the bank's events: kind `load`, append, so that rules and tags read them like any load. A run is
 * committed before its first row; an insert is whole or absent, and every one that ends is an acknowledgement to come.
 */
export function createArrivalRuns(context: Context): ArrivalRuns {
  let known: { runId: number; day: string; at: number } | null = null
  const intakeRuns = async () => (await context.runs.visible('load', 'app_event')).filter((run) => run.detail['source'] === 'intake')
  return {
    async today() {
      const now = context.clock.now().getTime()
      if (known !== null && now - known.at < FRESH_MS) return known
      const day = await context.businessClock.today()
      if (known?.day === day) return (known = { ...known, at: now })
      const found = (await intakeRuns()).find((run) => run.asOf === day)
      return (known = { runId: found?.id ?? (await beginRun(context, day)), day, at: now })
    },
    async recent(days) {
      const since = addDays(await context.businessClock.today(), -days)
      return (await intakeRuns()).filter((run) => run.asOf >= since).map((run) => run.id)
    },
  }
}

async function beginRun(context: Context, day: string): Promise<number> {
  const runId = await context.runs.begin({ kind: 'load', subject: 'app_event', asOf: day, tables: [storedTable('app_event')] })
  await context.runs.commit(runId, { source: 'intake', target: 0, mode: 'append', loadId: null, rows: 0 })
  return runId
}
