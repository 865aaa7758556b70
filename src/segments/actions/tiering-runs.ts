import { fail } from '#kernel/error'
import { identifier, join, sql, type Sql } from '#kernel/sql'
import { scopeCondition } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Run } from '#platform/runs'
import { tieringRunSchema, type TieringRun } from '../contract-tiering.js'
import type { Front, PlaneScale } from '../contract-plane.js'
import { requirePlane, type PlaneMoments } from '../domain/plane-grid.js'
import { isFront, planeMomentsQuery } from '../sql/plane-queries.js'
import { isMostAlike } from '../sql/alike-queries.js'
import type { Segment } from '../contract.js'
import { inTier } from '../sql/tier-queries.js'

export const TIERING_RUN = 'tiering'

/** What a run keeps of itself. */
export const tieringRunDetail = tieringRunSchema.omit({ runId: true, asOf: true, takenAt: true })
export type TieringRunDetail = Omit<TieringRun, 'runId' | 'asOf' | 'takenAt'>

function toTieringRun(run: Run): TieringRun {
  return { ...tieringRunDetail.parse(run.detail), runId: run.id, asOf: run.asOf, takenAt: run.committedAt ?? '' }
}

/** Runs of a tiering, newest date first; one a date. */
export async function tieringRuns(context: Context, key: string, asOf?: string): Promise<TieringRun[]> {
  const runs = (await context.runs.visible(TIERING_RUN, key, asOf)).map(toTieringRun)
  return runs.toSorted((a, b) => (a.asOf === b.asOf ? b.runId - a.runId : a.asOf < b.asOf ? 1 : -1))
}

/** A run of a tiering, the newest when none is named. @throws AppError TIERING_NOT_RUN, TIERING_RUN_UNKNOWN */
export async function tieringRun(context: Context, key: string, runId?: number): Promise<TieringRun> {
  const runs = await tieringRuns(context, key)
  const newest = runs[0] ?? fail('TIERING_NOT_RUN', { key })
  return runId === undefined ? newest : (runs.find((each) => each.runId === runId) ?? fail('TIERING_RUN_UNKNOWN', { key, run: runId }))
}

/** Number of a cell. @throws AppError TIERING_CELL_UNKNOWN */
export function cellNumber(run: Pick<TieringRun, 'cells'>, key: string, code: string): number {
  const at = run.cells.findIndex((cell) => cell.code === code)
  return at >= 0 ? at : fail('TIERING_CELL_UNKNOWN', { key, cell: code })
}

/**
 * Condition over rows of the base: members of a cell by the newest run of a date or before, by the oldest where none is
 * that old; with `cameFrom` those of them who were in that cell in the run before; of look-alikes so many of the most alike.
 * @throws AppError TIERING_NOT_RUN, TIERING_CELL_UNKNOWN
 */
export async function tierCondition(context: Context, of: NonNullable<Segment['tier']>, asOf: string | undefined): Promise<Sql> {
  const runs = await tieringRuns(context, of.tiering)
  const at = Math.max(0, asOf === undefined ? 0 : runs.findIndex((run) => run.asOf <= asOf))
  const now = runs[at] ?? fail('TIERING_NOT_RUN', { key: of.tiering })
  const also = of.also === undefined ? [] : [await tierCondition(context, of.also, asOf)]
  const own = await ownCondition(context, of, { runs, at, now })
  return also.length === 0 ? own : sql`(${join([own, ...also], sql` AND `)})`
}

interface TierRuns {
  readonly runs: readonly TieringRun[]
  /** Place of the run that counts. */
  readonly at: number
  readonly now: TieringRun
}

async function ownCondition(context: Context, of: NonNullable<Segment['tier']>, { runs, at, now }: TierRuns): Promise<Sql> {
  if (of.most !== undefined) return of.front === undefined ? mostAlike(now, of.most, of.seeds === true) : frontOf(context, of.tiering, now, of.most, of.front)
  const is = { runId: now.runId, cell: cellNumber(now, of.tiering, of.cell ?? '') }
  if (of.cameFrom === undefined) return inTier(is, null)
  const before = runs.slice(at + 1).find((run) => run.asOf < now.asOf) ?? fail('TIERING_NOT_RUN', { key: of.tiering })
  return inTier(is, { runId: before.runId, cell: cellNumber(before, of.tiering, of.cameFrom) })
}

/** So many of the highest by both figures of a run, of some orgs where they are named. @throws AppError TIERING_NO_PLANE */
async function frontOf(context: Context, key: string, run: TieringRun, most: number, front: Front): Promise<Sql> {
  requirePlane(run.kind, key)
  const visible = scopeCondition({ orgPaths: front.orgs ?? ['/'], masking: 'masked', minCell: 0 }, { orgPath: identifier('org_path'), rm: identifier('rm') })
  return isFront({ runId: run.runId, visible }, front, await planeMoments(context, run.runId, front.scale), most)
}

/** Mean and deviation of both figures over a run, after the scale. */
export async function planeMoments(context: Context, runId: number, scale: PlaneScale): Promise<PlaneMoments> {
  const [row] = await context.warehouse.query(planeMomentsQuery(runId, scale))
  return { x: { mean: row?.mx ?? 0, deviation: row?.dx ?? 0 }, y: { mean: row?.my ?? 0, deviation: row?.dy ?? 0 } }
}

/** Seeds are the first cell, who was excluded the last; all between are ranked. */
function mostAlike(run: TieringRun, most: number, withSeeds: boolean): Sql {
  const ranked = run.cells.flatMap(({ code }, at) => (at === 0 || code === 'OUT' ? [] : [at]))
  const alike = isMostAlike({ runId: run.runId, ranked, most })
  return withSeeds ? sql`(${alike} OR ${inTier({ runId: run.runId, cell: 0 }, null)})` : alike
}
