import type { Context } from '#platform/context'
import type { Run } from '#platform/runs'
import { snapshotDetailSchema, type SnapshotColumn } from '../contract.js'

/** A wide table with one row a customer, as of a business date. */
export interface TagSnapshot {
  readonly runId: number
  readonly table: string
  readonly asOf: string
  readonly builtAt: string
  readonly customers: number
  readonly tags: readonly SnapshotColumn[]
  readonly attributes: readonly SnapshotColumn[]
  /** Columns of shares, each under `key.CODE`. */
  readonly shares?: readonly SnapshotColumn[] | undefined
  /** When objections to tags were read for it. */
  readonly objectorsAt?: string | undefined
}

/** Table of a snapshot run. */
export function snapshotTable(runId: number): string {
  return `tag_snapshot_${runId}`
}

/** The newest snapshot of a date or before; null when none was built. */
export async function latestSnapshot(context: Context, asOf?: string): Promise<TagSnapshot | null> {
  const run = await context.runs.latest('tags', 'all', asOf)
  return run === null ? null : toSnapshot(run)
}

export function toSnapshot(run: Run): TagSnapshot {
  const detail = snapshotDetailSchema.parse(run.detail)
  return { runId: run.id, table: snapshotTable(run.id), asOf: run.asOf, builtAt: run.committedAt ?? '', ...detail }
}
