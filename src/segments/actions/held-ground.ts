import { bankRunsOf } from '#ingest'
import { bankTable } from '#ingest/contract'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { TieringRun } from '../contract-tiering.js'
import { categoryOrder } from '../domain/holding-depth.js'
import type { HeldCount } from '../domain/next-product.js'
import { categoriesOfProductsQuery, type HeldAsk } from '../sql/depth-queries.js'
import { heldCounts } from './held-counts.js'
import { tieringRun } from './tiering-runs.js'

/** Tables that tell what customers hold. */
const TABLES = ['account', 'position', 'loan', 'holding'] as const
export type HoldingTable = (typeof TABLES)[number]

export interface HeldGround {
  readonly run: TieringRun
  readonly ask: HeldAsk
  /** Those of the tables that have rows by the date of the run. */
  readonly tables: readonly HoldingTable[]
  /** Categories that are not counted, though the bank has them. */
  readonly without: readonly string[]
  /** Customers of the whole run, and those the asker may see, by cell and set of categories. */
  readonly all: readonly HeldCount[]
  readonly own: readonly HeldCount[]
}

/** What the customers of a run hold on its date, by category. @throws AppError TIERING_NOT_RUN, TIERING_RUN_UNKNOWN */
export async function openHeld(context: Context, at: { readonly key: string; readonly run: number }, actor: Actor, without = ''): Promise<HeldGround> {
  const run = await tieringRun(context, at.key, at.run)
  const runs = await bankRunsOf(context.runs, ['product', ...TABLES], run.asOf)
  const of = (table: 'product' | HoldingTable) => runs.get(table) ?? []
  const found = await context.warehouse.query(categoriesOfProductsQuery(of('product')))
  const known = categoryOrder(found.map(({ code }) => code), Object.keys(categoryNames()))
  const left = without.split(',')
  const categories = known.filter((code) => !left.includes(code))
  const ask = { runs: { product: of('product'), account: of('account'), position: of('position'), loan: of('loan'), holding: of('holding') }, categories, asOf: run.asOf }
  const rows = await heldCounts(context, actor, run.runId, ask)
  const counted = (count: (row: (typeof rows)[number]) => string): HeldCount[] => rows.map((row) => ({ cell: row.cell, mask: Number(row.mask), customers: Number(count(row)) })).filter(({ customers }) => customers > 0)
  return { run, ask, tables: TABLES.filter((table) => of(table).length > 0), without: known.filter((code) => left.includes(code)), all: counted(({ n }) => n), own: counted(({ own }) => own) }
}

const categoryNames = (): Readonly<Record<string, { readonly zh: string; readonly en: string }>> => bankTable('product').columns['category']?.values ?? {}

/** A category with its name, its code where the bank model does not list it. */
export const namedCategory = (code: string) => ({ code, name: categoryNames()[code] ?? { zh: code, en: code } })
