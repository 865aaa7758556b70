import { decodeCursor, encodeCursor } from '#kernel/id'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { PageQuery } from '#platform/http/contract'
import { portraitRequestSchema, portraitSchema, type KeptPortrait, type PortraitMade } from '../contract-portrait.js'
import { keptPortraits } from '../store/portrait-store.js'
import { publicationsOf } from '../store/publication-store.js'
import { scopeKey } from './make-portrait.js'

/** Portraits that were made and are kept, of the customers the actor sees, newest first. */
export async function listPortraits(context: Context, { cursor, limit, of, published }: PageQuery & { readonly of?: string | undefined; readonly published?: boolean | undefined }, actor: Actor): Promise<{ items: PortraitMade[]; nextCursor: string | null; total: null }> {
  const [before] = cursor === undefined ? [] : decodeCursor(cursor)
  if (before !== undefined && typeof before !== 'number') fail('CURSOR_INVALID', {}, 'cursor')
  const rows = await keptPortraits(context.ledger.db, { scope: scopeKey(actor), of, published, before, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const standing = await publicationsOf(context.ledger.db, page.map(({ id }) => id))
  const items = page.map((row) => ({ ...row, published: standing.get(row.id) ?? null }))
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null, total: null }
}

/**
 * A portrait as it was made, without computing it again.
 * @throws AppError NOT_FOUND, also for one that is kept no more and for one of other customers than the actor sees
 */
export async function openPortrait(context: Context, id: number, actor: Actor): Promise<KeptPortrait> {
  const [made] = await keptPortraits(context.ledger.db, { scope: scopeKey(actor), before: id + 1, limit: 1 })
  if (made?.id !== id) fail('NOT_FOUND', { what: `portrait ${id}` }, 'id')
  const [{ detail }, standing] = await Promise.all([context.runs.get(id), publicationsOf(context.ledger.db, [id])])
  const asked = portraitRequestSchema.safeParse(detail['asked'])
  return { portrait: portraitSchema.parse(detail['portrait']), by: made.by, asked: asked.success ? asked.data : null, published: standing.get(id) ?? null }
}
