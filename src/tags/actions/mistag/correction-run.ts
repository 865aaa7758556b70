import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Run } from '#platform/runs'
import type { TableDefinition } from '#platform/warehouse'
import type { CorrectionValue } from '../../contract.js'
import type { ScoreReading } from '../../ports.js'
import { correctionRows } from '../../sql/mistag/correction-queries.js'

export const MIS_TAG_RUN = 'mis-tag'

/** Table of a run: one row a customer checked. */
export function correctionTable(runId: number): string {
  return `tag_correction_${runId}`
}

export function correctionDefinition(name: string): TableDefinition {
  return {
    name,
    columns: {
      cust_no: 'UInt32',
      cust_id: 'String',
      shard_key: 'String',
      org_path: 'LowCardinality(String)',
      rm: 'LowCardinality(String)',
      held: 'Nullable(String)',
      found: 'Array(Nullable(Float64))',
      adds: 'Array(Float64)',
      probability: 'Float64',
      corrected: 'Bool',
    },
    orderBy: ['cust_no'],
    spread: 'customer',
  }
}

export const misTagRunDetail = z.object({
  version: z.number().int(),
  knownOn: z.string(),
  believed: z.number().int(),
  shows: z.number().int(),
  auc: z.number(),
  base: z.number(),
  weights: z.array(
    z.object({
      name: z.string(),
      iv: z.number(),
      used: z.boolean(),
      cuts: z.array(z.number()),
      adds: z.array(z.number()),
      ranges: z.array(z.object({ label: z.string(), rows: z.number(), rate: z.number() })),
    }),
  ),
})
export type MisTagRunDetail = z.infer<typeof misTagRunDetail>

export interface CorrectionRun extends MisTagRunDetail {
  readonly run: Run
  readonly table: string
}

/** The newest run of a check on a date or before, made by then; null without one. */
export async function newestCorrection(context: Context, key: string, asOf?: string): Promise<CorrectionRun | null> {
  for (const run of await context.runs.visible(MIS_TAG_RUN, key, asOf)) {
    const detail = misTagRunDetail.parse(run.detail)
    if (asOf === undefined || detail.knownOn <= asOf) return { ...detail, run, table: correctionTable(run.id) }
  }
  return null
}

/** What a tag that is a correction reads on a date. */
export async function correctionReading(context: Context, { check }: CorrectionValue, asOf: string): Promise<ScoreReading | null> {
  const found = await newestCorrection(context, check, asOf)
  return found === null ? null : { runId: found.run.id, version: found.version, asOf: found.run.asOf, rows: correctionRows(found.table) }
}
