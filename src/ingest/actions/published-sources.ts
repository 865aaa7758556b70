import type { Context } from '#platform/context'
import type { Source } from '../contract.js'

/** A source as it loads: its newest published version. */
export interface PublishedSource {
  readonly key: string
  readonly version: number
  readonly source: Source
}

/** Versions never change: one read of each is enough. */
const known = new WeakMap<Context['definitions'], Map<string, PublishedSource>>()

/** Every published source that is not archived, by key. */
export async function publishedSources(context: Context): Promise<Map<string, PublishedSource>> {
  const before = known.get(context.definitions) ?? new Map<string, PublishedSource>()
  const found = new Map<string, PublishedSource>()
  for (const { key, version } of await context.definitions.list<Source>('source')) {
    if (version === null) continue
    const cached = before.get(key)
    const current = cached?.version === version ? cached : { key, version, source: (await context.definitions.version<Source>('source', key, version)).body }
    found.set(key, current)
  }
  known.set(context.definitions, found)
  return found
}
