import type { LedgerTransaction } from '#platform/ledger'

/**
 * Commit protocol for everything written in bulk: a run writes to partitions or tables named by its id, invisible until
 * one ledger row commits it. Readers resolve run ids once per request. Start-up drops what was never committed.
 */
export interface Run {
  readonly id: number
  /** `load`, `tags`, `segment`, `list`, `evaluation`. */
  readonly kind: string
  /** What it is a run of: a bank table, a segment key, a list key. */
  readonly subject: string
  /** Business date, YYYY-MM-DD. */
  readonly asOf: string
  readonly committedAt: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

export interface RunCommit {
  readonly id: number
  readonly detail: Readonly<Record<string, unknown>>
  readonly replaces?: readonly number[]
}

export interface Runs {
  /** Opens a run; `tables` are partitioned by run_id, `ownTables` exist for this run alone. Both are cleaned if it dies. */
  begin(input: { kind: string; subject: string; asOf: string; jobId?: string; tables?: readonly string[]; ownTables?: readonly string[] }): Promise<number>
  /** Names tables that exist for this run alone, before they are created. */
  own(id: number, tables: readonly string[]): Promise<void>
  /** Makes the run visible; `replaces` names runs that stop being visible in the same instant. */
  commit(id: number, detail: Readonly<Record<string, unknown>>, replaces?: readonly number[]): Promise<void>
  /** Makes several runs visible in one instant, together with what `also` writes to the ledger. */
  commitAll(commits: readonly RunCommit[], also?: (tx: LedgerTransaction) => Promise<void>): Promise<void>
  /** Removes what an uncommitted run wrote. */
  abandon(id: number): Promise<void>
  /** Visible runs of a kind and a subject, or several, newest first; with `asOf`, only those of that business date or before. */
  visible(kind: string, subject: string | readonly string[], asOf?: string): Promise<Run[]>
  /** The newest visible run, or null. */
  latest(kind: string, subject: string, asOf?: string): Promise<Run | null>
  /** The visible run of a kind and several subjects that was committed last, whatever its business date; null without. */
  newest(kind: string, subjects: readonly string[]): Promise<Run | null>
  /** Visible runs of these kinds as of a date or later, newest first, at most 50. */
  since(kinds: readonly string[], asOf: string): Promise<Run[]>
  get(id: number): Promise<Run>
  /** Drops uncommitted runs of a crashed process and replaced ones older than the grace time. Call at start. */
  sweep(): Promise<{ abandoned: number; dropped: number }>
}
