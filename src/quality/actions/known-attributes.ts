import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { listAttributes } from '#ingest'
import type { Source } from '#ingest/contract'
import type { CustomAttribute } from '../domain/bank-column-place.js'

/** Attributes that are loaded and those that sources, also of the same apply, declare. */
export async function knownAttributes(context: Context, lookup: Pick<DefinitionLookup, 'list'>): Promise<CustomAttribute[]> {
  const [loaded, sources] = await Promise.all([listAttributes(context.ledger), lookup.list('source')])
  const declared = sources.flatMap(({ body }) => (body as Source).targets.flatMap(({ attributes }) => Object.entries(attributes ?? {})))
  return [...loaded, ...declared.map(([key, { type, name }]) => ({ key, type, name }))]
}
