import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { identifier } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo } from '#tags'
import type { Tiering, TieringRun, TierPick } from '../contract-tiering.js'
import { nearFloors } from '../domain/tier-figures.js'
import { presentTierMember } from '../present.js'
import { tierMemberCountQuery, tierPageQuery, wantedRows } from '../sql/tier-reading.js'
import { cellNumber, tieringRun } from './tiering-runs.js'

/** One page of the customers of a run, the greatest value first, in the actor's scope. @throws AppError TIERING_CELL_UNKNOWN, TIERING_NO_NEAR, TAGS_NOT_BUILT */
export async function tierMembers(context: Context, at: { readonly key: string; readonly run: number }, actor: Actor, asked: TierPick & { readonly cursor?: string | undefined; readonly limit: number }) {
  const { run, body, wanted } = await pickedRows(context, at, { ...asked, near: asked.near === 'true' })
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const ask = { snapshot: identifier(snapshot.table), visible: visibleTo(actor), runId: run.runId, wanted }
  const rows = await context.warehouse.query(tierPageQuery({ ...ask, after: afterOf(asked.cursor), limit: asked.limit + 1 }))
  const total = Number((await context.warehouse.query(tierMemberCountQuery(ask)))[0]?.n ?? 0)
  const items = rows.slice(0, asked.limit)
  const last = items.at(-1)
  const floors = new Map(nearFloors(body.plan, run.cells).map(({ cell, floor }) => [cell, floor]))
  return {
    items: items.map((row) => presentTierMember(row, run, floors)),
    nextCursor: rows.length > asked.limit && last !== undefined ? encodeCursor([last.rank, last.cust_no]) : null,
    total,
  }
}

/** Whom of a run: a cell, those near the tier above it, or who came from a cell of an earlier run. */
export type TierPickAsk = Omit<TierPick, 'near'> & { readonly near?: boolean | undefined }

/** A run, its definition, and the condition over its rows under `t`. @throws AppError TIERING_RUN_UNKNOWN, TIERING_CELL_UNKNOWN, TIERING_NO_NEAR */
export async function pickedRows(context: Context, at: { readonly key: string; readonly run: number }, asked: TierPickAsk) {
  const run = await tieringRun(context, at.key, at.run)
  const { body } = await context.definitions.version<Tiering>('tiering', at.key, run.version)
  return { run, body, wanted: wantedRows(await pickOf(context, at.key, run, body, asked)) }
}

function afterOf(cursor: string | undefined) {
  if (cursor === undefined) return null
  const [rank, custNo] = decodeCursor(cursor)
  return { rank: Number(rank), custNo: Number(custNo) }
}

async function pickOf(context: Context, key: string, run: TieringRun, body: Tiering, asked: TierPickAsk) {
  const cell = asked.cell === undefined ? null : cellNumber(run, key, asked.cell)
  const from = asked.near === true ? nearOf(body, run, cell) : null
  if (asked.before === undefined || asked.cameFrom === undefined) return { cell, from, came: null }
  const before = await tieringRun(context, key, asked.before)
  return { cell, from, came: { runId: before.runId, cell: cellNumber(before, key, asked.cameFrom) } }
}

/** The least value of a cell's customers near the tier above it. @throws AppError TIERING_NO_NEAR */
function nearOf({ plan }: Tiering, run: TieringRun, cell: number | null): number {
  const floor = nearFloors(plan, run.cells).find((each) => each.cell === cell)
  return floor?.from ?? fail('TIERING_NO_NEAR', { cell: cell === null ? '' : (run.cells[cell]?.code ?? '') })
}
