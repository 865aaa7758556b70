import type { Context } from '#platform/context'
import { declaredOf } from '../domain/declared-purposes.js'

export interface PurposeUse {
  readonly kind: string
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly purposes: readonly string[]
}

/** What every definition declares it is for. */
export async function purposeUses(context: Context): Promise<PurposeUse[]> {
  const kinds = context.definitions.kinds().map(({ kind }) => kind).filter((kind) => ['source', 'tag', 'segment', 'strategy'].includes(kind))
  const heads = await Promise.all(kinds.map((kind) => context.definitions.list(kind)))
  return heads.flat().map(({ kind, key, name, body }) => ({ kind, key, name, purposes: declaredOf(body) ?? [] }))
}
