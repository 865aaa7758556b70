import { z } from 'zod'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Run } from '#platform/runs'
import { firstNumberOf } from '#ingest/contract'
import { offerRunSchema, plansSchema, type OfferRun, type Plans } from '../../contract-offer.js'
import { presentOffer, type ProductNames } from '../../present-offer.js'
import { offerCountQuery, offerPageQuery, offerToQuery } from '../../sql/offer-queries.js'
import { scoresVisibleTo } from '../read-scores.js'

const detailSchema = offerRunSchema.omit({ runId: true, asOf: true, madeAt: true }).extend({ names: z.record(z.string(), z.object({ zh: z.string(), en: z.string() })), plans: plansSchema.default({ tactics: {}, nurture: {} }), version: z.number().int().nullable().default(null) })

interface Made {
  readonly run: OfferRun
  readonly names: ProductNames
  readonly plans: Plans
  /** Version of the definition it was made by; null of runs made before it was kept. */
  readonly definition: number | null
}

function toMade(found: Run): Made {
  const { names, plans, version, ...detail } = detailSchema.parse(found.detail)
  return { run: { runId: found.id, asOf: found.asOf, madeAt: found.committedAt ?? '', ...detail }, names, plans, definition: version }
}

/** @throws AppError OFFER_NOT_MADE */
export async function newestOffers(context: Context, key: string): Promise<Made> {
  const run = await context.runs.latest('model-offer', key)
  return run === null ? fail('OFFER_NOT_MADE', { key }) : toMade(run)
}

/** The newest recommendations to the customers the actor may see, the likeliest first. @throws AppError OFFER_NOT_MADE */
export async function topOffers(context: Context, key: string, actor: Actor, page: { cursor?: string | undefined; limit: number }) {
  const { run, names, plans } = await newestOffers(context, key)
  const visible = scoresVisibleTo(actor)
  const [chance, custNo] = page.cursor === undefined ? [] : decodeCursor(page.cursor)
  const after = chance === undefined ? null : { chance: Number(chance), custNo: Number(custNo) }
  const rows = await context.warehouse.query(offerPageQuery({ runId: run.runId, visible, after, limit: page.limit + 1 }))
  const total = Number((await context.warehouse.query(offerCountQuery(run.runId, visible)))[0]?.n ?? 0)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return { run, items: items.map((row) => presentOffer(row, names, plans)), nextCursor: rows.length > page.limit && last ? encodeCursor([last.chance, last.cust_no]) : null, total }
}

/** The recommendation to one customer, with its reasons. @throws AppError OFFER_NOT_MADE, NOT_FOUND */
export async function offerTo(context: Context, key: string, custId: string, actor: Actor) {
  const { run, names, plans } = await newestOffers(context, key)
  const found = (await context.warehouse.query(offerToQuery(run.runId, scoresVisibleTo(actor), sql`${firstNumberOf(custId)}`)))[0]
  return found === undefined ? fail('NOT_FOUND', { what: 'customer' }) : { ...presentOffer(found, names, plans), run }
}
