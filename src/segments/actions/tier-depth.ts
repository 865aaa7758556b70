import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { identifier } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo } from '#tags'
import type { SpaceAsk, TierDepth } from '../contract-depth.js'
import { depthRows } from '../domain/holding-depth.js'
import { heldOf, type NextChance } from '../domain/next-product.js'
import { spacesByCategory, whiteSpace, type Space, type SpaceGround } from '../domain/white-space.js'
import { spaceCountQuery, spacePageQuery, type SpaceRow, type SpaceRows } from '../sql/depth-queries.js'
import { namedCategory, openHeld, type HeldGround } from './held-ground.js'
import { cellNumber } from './tiering-runs.js'

export interface RunPlace {
  readonly key: string
  readonly run: number
}

/** How many categories the customers of each tier hold, and which. @throws AppError TIERING_NOT_RUN, TIERING_RUN_UNKNOWN */
export async function showDepth(context: Context, at: RunPlace, actor: Actor, ask: { readonly without?: string | undefined }): Promise<TierDepth> {
  const { run, ask: held, tables, without, own } = await openHeld(context, at, actor, ask.without)
  return {
    run,
    tables: [...tables],
    categories: held.categories.map(namedCategory),
    without: without.map(namedCategory),
    rows: depthRows(run.cells.map(({ code }) => code), own, held.categories.length, actor.scope.minCell),
  }
}

/** Of those of a tier who hold at most so many categories: who lacks each one, and with what chance they would hold it. @throws AppError TIERING_CELL_UNKNOWN */
export async function showSpaces(context: Context, at: RunPlace, actor: Actor, ask: SpaceAsk) {
  const held = await openHeld(context, at, actor, ask.without)
  return spacesByCategory(groundOf(held, at.key, actor, ask.cell), ask.most)
}

function groundOf({ run, ask, all, own }: HeldGround, key: string, actor: Actor, cell: string | undefined): SpaceGround {
  return { all, own, categories: ask.categories, cell: cell === undefined ? null : cellNumber(run, key, cell), minCell: actor.scope.minCell }
}

/** Whom of a run there is room for a category with, by cell and set. @throws AppError TIERING_CELL_UNKNOWN, TIERING_CATEGORY_UNKNOWN, TAGS_NOT_BUILT */
export async function openSpaces(context: Context, at: RunPlace, actor: Actor, ask: SpaceAsk) {
  const held = await openHeld(context, at, actor, ask.without)
  const spaces = whiteSpace(groundOf(held, at.key, actor, ask.cell), ask)
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const wanted = spaces.map((space) => ({ key: keyOf(space), chance: space.first.chance }))
  const rows: SpaceRows = { snapshot: identifier(snapshot.table), visible: visibleTo(actor), runId: held.run.runId, held: held.ask, wanted }
  return { held, snapshot, rows, spaceOf: new Map(spaces.map((space) => [keyOf(space), space])) }
}

const keyOf = ({ cell, mask }: { readonly cell: number; readonly mask: number | string }): string => `${cell}:${mask}`

/** One page of customers with room for a category, the highest chance first, in the actor's scope. @throws AppError TIERING_CELL_UNKNOWN, TIERING_CATEGORY_UNKNOWN, TAGS_NOT_BUILT */
export async function readSpace(context: Context, at: RunPlace, actor: Actor, ask: SpaceAsk & { readonly cursor?: string | undefined; readonly limit: number }) {
  const { held, rows, spaceOf } = await openSpaces(context, at, actor, ask)
  const after = afterOf(ask.cursor)
  const found = await context.warehouse.query(spacePageQuery({ ...rows, after, limit: ask.limit + 1 }))
  // Counted with the first page; those after it carry the count along.
  const total = after?.total ?? Number((await context.warehouse.query(spaceCountQuery(rows)))[0]?.n ?? 0)
  const items = found.slice(0, ask.limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => presentSpace(row, held, spaceOf.get(keyOf(row)))),
    nextCursor: found.length > ask.limit && last !== undefined ? encodeCursor([last.chance, last.cust_no, total]) : null,
    total,
  }
}

function afterOf(cursor: string | undefined) {
  if (cursor === undefined) return null
  const [chance, custNo, total] = decodeCursor(cursor)
  return { chance: Number(chance), custNo: Number(custNo), total: typeof total === 'number' ? total : null }
}

function presentSpace(row: SpaceRow, { run, ask: { categories } }: HeldGround, space: Space | undefined) {
  return {
    custId: row.cust_id,
    orgPath: row.org_path,
    cell: run.cells[row.cell]?.code ?? '',
    value: row.value,
    held: heldOf(Number(row.mask), categories.length).map((place) => categories[place] ?? ''),
    next: (space?.next ?? []).map((chance) => presentChance(chance, categories)),
  }
}

const presentChance = ({ category, chance, way, support }: NextChance, categories: readonly string[]) => ({ category: categories[category] ?? '', chance, way, support })
