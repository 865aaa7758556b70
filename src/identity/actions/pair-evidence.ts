import type { Context } from '#platform/context'
import { edgesOfPairsQuery } from '../sql/edge-queries.js'

export interface PairEvidence {
  readonly pattern: number
  readonly kinds: number
}

/** Run of the links in force; null before the first. */
export async function latestLinkRun(context: Context): Promise<number | null> {
  return (await context.runs.latest('identity-link', 'applied'))?.id ?? null
}

/** How pairs compared in the last applied link run, pair by pair; nothing in common when they were not compared. */
export async function evidenceOf(context: Context, pairs: readonly (readonly [a: string, b: string])[]): Promise<PairEvidence[]> {
  const runId = await latestLinkRun(context)
  const rows = runId === null || pairs.length === 0 ? [] : await context.warehouse.query(edgesOfPairsQuery(runId, pairs), { maxSeconds: 0 })
  const found = new Map(rows.map((row) => [keyOf(row.a_id, row.b_id), row]))
  return pairs.map(([a, b]) => {
    const row = found.get(keyOf(a, b))
    return { pattern: row?.pattern ?? 0, kinds: row?.kinds ?? 0 }
  })
}

function keyOf(a: string, b: string): string {
  return JSON.stringify(a < b ? [a, b] : [b, a])
}
