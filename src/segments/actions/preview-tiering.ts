import { fail, Mistakes } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo, type TagPorts } from '#tags'
import { tieringSchema, type TieringPreview, type TieringPreviewRequest } from '../contract-tiering.js'
import { cellSql, foundCells } from '../domain/tier-cell.js'
import { previewCellsQuery } from '../sql/tier-preview.js'
import { fillTierRows } from './run-tiering.js'
import { findCuts } from './tier-cuts.js'

/**
 * Sizes of the cells of a tiering that is being written, with the cuts it would find now; over the customers the asker may
 * see, while the cuts are those of the whole population, as in a run. Nothing of it is kept. A life cycle is told as if
 * nobody had been in it before; look-alikes are told seeds and excluded only, since nothing is learned.
 * @throws AppError TAGS_NOT_BUILT, TIERING_EMPTY, and the mistakes of the definition
 */
export async function previewTiering(context: Context, ports: TagPorts, request: TieringPreviewRequest, actor: Actor): Promise<TieringPreview> {
  const mistakes = await context.definitions.check('tiering', null, request)
  if (mistakes.length > 0) throw new Mistakes([...mistakes])
  const body = tieringSchema.parse(request)
  const asOf = (await latestSnapshot(context))?.asOf ?? fail('TAGS_NOT_BUILT')
  const runId = await context.runs.begin({ kind: 'tiering-preview', subject: 'preview', asOf })
  const table = `tier_preview_${runId}`
  try {
    await context.runs.own(runId, [table])
    const units = await fillTierRows(context, ports, { body, asOf, knownAt: undefined, signal: new AbortController().signal }, table)
    const { cuts } = await findCuts(context, body.plan, table)
    const rows = await context.warehouse.query(previewCellsQuery(table, cellSql(body.plan, cuts), visibleTo(actor)))
    const customers = rows.reduce((sum, { n }) => sum + Number(n), 0)
    if (customers === 0) fail('TIERING_EMPTY', { asOf })
    const isHidden = (n: number) => n > 0 && n < actor.scope.minCell
    const cells = foundCells(body.plan, cuts).map((cell, at) => {
      const row = rows.find((one) => one.cell === at)
      const n = Number(row?.n ?? 0)
      return { ...cell, customers: isHidden(n) ? null : n, share: isHidden(n) ? null : n / customers, money: units.money === null || isHidden(n) ? null : (row?.money ?? 0) }
    })
    return { asOf, customers, cells, cuts: [...cuts], ...units }
  } finally {
    await context.runs.abandon(runId)
  }
}
