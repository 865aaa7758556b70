import { addMonths, dayEnd } from '#kernel/calendar'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns, bankRunsOf } from '#ingest'
import { moneyClasses } from '#customers/contract'
import type { PortraitAssets, ProductFlows } from '../contract-picture.js'
import { flowPlaces } from '../contract-picture.js'
import type { Portrait } from '../contract-portrait.js'
import { assetLevelsQuery, crossedQuery, type LevelRow } from '../sql/asset-levels-query.js'
import { productFlowsQuery } from '../sql/product-flows-query.js'
import { openPortrait } from './kept-portraits.js'

/** Days after money came back in which what it was used for is told. */
const USED_WITHIN = 7

const warehouseInstant = (iso: string): string => iso.replace('T', ' ').replace('Z', '')
const isFew = (persons: number, { minCell }: Pick<Portrait, 'minCell'>): boolean => persons > 0 && persons < minCell

/**
 * How the assets of the people of a kept portrait went from a month end so many months before it to the newest.
 * @throws AppError NOT_FOUND, also for a portrait of other customers than the asker may see
 */
export async function portraitAssets(context: Context, id: number, months: number, actor: Actor): Promise<PortraitAssets> {
  const { portrait } = await openPortrait(context, id, actor)
  const { asOf, of } = portrait
  const runs = await bankRunsOf(context.runs, ['aum_month', 'txn'], asOf)
  const rows = await context.warehouse.query(assetLevelsQuery(id, runs.get('aum_month') ?? [], [addMonths(asOf, -months), asOf]))
  const [start, end] = rows
  const ground = { ccy: context.settings.currency, customers: of.customers }
  if (start === undefined || end === undefined) return { ...ground, from: null, to: null, start: 0, end: 0, inflow: null, outflow: null, rest: null, classes: [] }
  const [before, after] = [start.sums[0] ?? 0, end.sums[0] ?? 0]
  const levels = { ...ground, from: start.month_end, to: end.month_end, start: before, end: after, classes: classesOf(start, end) }
  const txn = runs.get('txn') ?? []
  if (txn.length === 0) return { ...levels, inflow: null, outflow: null, rest: null }
  const zone = context.settings.timeZone
  const crossed = (await context.warehouse.query(crossedQuery(id, txn, warehouseInstant(dayEnd(start.month_end, zone)), warehouseInstant(dayEnd(end.month_end, zone)))))[0]
  if (crossed === undefined || crossed.persons.some((persons) => isFew(Number(persons), portrait))) return { ...levels, inflow: null, outflow: null, rest: null }
  return { ...levels, inflow: crossed.inflow, outflow: crossed.outflow, rest: after - before - crossed.inflow + crossed.outflow }
}

/** Levels of each class; what the total has beyond them is `other`, so that the changes add up. */
function classesOf(start: LevelRow, end: LevelRow): PortraitAssets['classes'] {
  const other = ({ sums }: LevelRow) => (sums[0] ?? 0) - sums.slice(1).reduce((all, part) => all + part, 0)
  const each = moneyClasses.map((key, at) => ({ key, start: start.sums[at + 1] ?? 0, end: end.sums[at + 1] ?? 0 }))
  return [...each, { key: 'other' as const, start: other(start), end: other(end) }].filter((step) => step.start !== 0 || step.end !== 0)
}

/**
 * Between which classes of products the money of the people of a kept portrait went, over the months before it.
 * @throws AppError NOT_FOUND, also for a portrait of other customers than the asker may see
 */
export async function productFlows(context: Context, id: number, months: number, actor: Actor): Promise<ProductFlows> {
  const { portrait } = await openPortrait(context, id, actor)
  const runs = await bankRuns(context.runs, 'txn', portrait.asOf)
  const from = addMonths(portrait.asOf, -months)
  const ground = { from, to: portrait.asOf, ccy: context.settings.currency, days: USED_WITHIN, known: runs.length > 0 }
  if (!ground.known) return { ...ground, flows: [], hidden: 0 }
  const zone = context.settings.timeZone
  const rows = await context.warehouse.query(productFlowsQuery(id, runs, { from: warehouseInstant(dayEnd(from, zone)), end: warehouseInstant(dayEnd(portrait.asOf, zone)), days: USED_WITHIN }))
  const placeOf = (name: string) => flowPlaces.find((place) => place === name) ?? 'account'
  const flows = rows.map((row) => ({ from: placeOf(row.place_from), to: placeOf(row.place_to), amount: row.amount, persons: Number(row.persons) }))
  const told = flows.filter(({ persons }) => !isFew(persons, portrait))
  return { ...ground, flows: told, hidden: flows.length - told.length }
}
