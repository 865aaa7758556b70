import type { Run, Runs } from '#platform/runs'
import type { BankTableName } from '../domain/bank-model.js'

/** Runs of a bank table a read as of a date sees: every append and upsert, of each snapshot source the newest. */
export async function bankRuns(runs: Runs, table: BankTableName, asOf: string): Promise<number[]> {
  return currentRuns(await runs.visible('load', table, asOf)).map((run) => run.id)
}

/** The same of several tables, by one question to the ledger. A table without runs has an empty list. */
export async function bankRunsOf(runs: Runs, tables: readonly BankTableName[], asOf: string): Promise<Map<BankTableName, number[]>> {
  const found = tables.length === 0 ? [] : await runs.visible('load', tables, asOf)
  return new Map(tables.map((table) => [table, currentRuns(found.filter((run) => run.subject === table)).map((run) => run.id)]))
}

/** Of one table's runs, newest first: those no newer snapshot hides. */
export function currentRuns(runs: readonly Run[]): Run[] {
  const snapshots: Run['detail'][] = []
  return runs.filter(({ detail }) => {
    if (snapshots.some((newer) => hides(newer, detail))) return false
    if (detail['mode'] === 'snapshot') snapshots.push(detail)
    return true
  })
}

/**
 * A snapshot hides what its source brought to the table before: older snapshots, whatever order or filters the source's
 * targets had then, and what the same part of the source was loaded as before it was a snapshot. Targets of one load
 * belong together.
 */
export function hides(newer: Run['detail'], older: Run['detail']): boolean {
  if (newer['mode'] !== 'snapshot' || newer['source'] !== older['source'] || newer['loadId'] === older['loadId']) return false
  return older['mode'] === 'snapshot' || older['part'] === newer['part']
}
