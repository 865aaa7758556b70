import type { Run, Runs } from '#platform/runs'
import type { BankTableName } from '../domain/bank-model.js'

/** Runs of a bank table a read as of a date sees: every append and upsert, of each snapshot source the newest. */
export async function bankRuns(runs: Runs, table: BankTableName, asOf: string): Promise<number[]> {
  return currentRuns(await runs.visible('load', table, asOf)).map((run) => run.id)
}

/** Of runs newest first: a snapshot hides the older runs of its source and target. */
export function currentRuns(runs: readonly Run[]): Run[] {
  const closed = new Set<string>()
  return runs.filter((run) => {
    const line = `${String(run.detail['source'])}#${String(run.detail['target'])}`
    if (closed.has(line)) return false
    if (run.detail['mode'] === 'snapshot') closed.add(line)
    return true
  })
}
