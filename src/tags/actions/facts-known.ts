import type { Runs } from '#platform/runs'
import { bankRunsOf } from '#ingest'
import { bankTable, type BankTableName } from '#ingest/contract'
import { factTables } from '../domain/bank-schema.js'

export interface KnownFacts {
  readonly facts: ReadonlyMap<string, readonly number[]>
  /** Tables read from loads later than the date. */
  readonly late: ReadonlySet<string>
}

/**
 * Runs of every fact table as of a date, or as known on a later one. Facts that only append are read from every later
 * load, for their rows carry their own time; rows that change are read as they stood then where any load is that old.
 */
export async function factsKnown(runs: Runs, asOf: string, knownAt: string | null): Promise<KnownFacts> {
  const tables: readonly BankTableName[] = ['customer', ...factTables()]
  const then = await bankRunsOf(runs, tables, asOf)
  const later = knownAt === null || knownAt <= asOf ? then : await bankRunsOf(runs, tables, knownAt)
  const read = tables.map((table) => [table, chosen(table, then.get(table) ?? [], later.get(table) ?? [])] as const)
  return {
    facts: new Map(read.filter(([table]) => table !== 'customer').map(([table, choice]) => [table, choice.runs])),
    late: new Set(read.filter(([, choice]) => choice.late).map(([table]) => table)),
  }
}

function chosen(table: BankTableName, then: readonly number[], later: readonly number[]): { runs: readonly number[]; late: boolean } {
  const appends = bankTable(table).modes.includes('append')
  if (!appends && then.length > 0) return { runs: then, late: false }
  const known = new Set(then)
  return { runs: later, late: later.some((run) => !known.has(run)) }
}
