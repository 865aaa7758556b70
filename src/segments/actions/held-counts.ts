import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { heldCountsQuery, type HeldAsk } from '../sql/depth-queries.js'
import { visibleRows } from './read-tierings.js'

type HeldRows = readonly { readonly cell: number; readonly mask: string; readonly n: string; readonly own: string }[]

/** A list of room for products is read page by page, and what it is part of beside it: within this time they are told by one count. */
const KEPT_MS = 300_000
const MOST_KEPT = 16
/** Longer ones are counted anew. */
const LONGEST_KEPT = 20_000

const kept = new WeakMap<Context, Map<string, { readonly at: number; readonly rows: Promise<HeldRows> }>>()

/** Customers of a run by cell and set of categories, of all and of those the actor may see; counted at most every five minutes for the same loads. */
export async function heldCounts(context: Context, actor: Actor, runId: number, ask: HeldAsk): Promise<HeldRows> {
  const known = kept.get(context) ?? new Map<string, { readonly at: number; readonly rows: Promise<HeldRows> }>()
  kept.set(context, known)
  const now = context.clock.now().getTime()
  for (const [id, { at }] of known) if (now - at > KEPT_MS) known.delete(id)
  const { orgPaths, ownBookOf } = actor.scope
  const id = JSON.stringify([runId, ask, orgPaths, ownBookOf])
  const rows = known.get(id)?.rows ?? context.warehouse.query(heldCountsQuery({ runId, visible: visibleRows(actor) }, ask))
  if (!known.has(id)) known.set(id, { at: now, rows })
  for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MOST_KEPT))) known.delete(oldest)
  try {
    const found = await rows
    if (found.length > LONGEST_KEPT) known.delete(id)
    return found
  } catch (cause) {
    known.delete(id)
    throw cause
  }
}
