import type { Context } from '#platform/context'
import type { Source } from '../contract.js'

/** A source as it loads: its newest published version. */
export interface PublishedSource {
  readonly key: string
  readonly version: number
  readonly source: Source
}

/** Every published source that is not archived, by key. */
export async function publishedSources(context: Context): Promise<Map<string, PublishedSource>> {
  const heads = await context.definitions.list<Source>('source')
  const read = await Promise.all(heads.flatMap(({ key, version }) => (version === null ? [] : [context.definitions.version<Source>('source', key, version)])))
  return new Map(read.map(({ key, version, body }) => [key, { key, version, source: body }]))
}
