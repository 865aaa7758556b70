import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import { normalisedIdentifier } from '#ingest/contract'
import { identifiersQuery } from '../sql/customer-queries.js'

/** Customer numbers whose newest mobile or document it is, and those it was once given for but which have another by now. */
export interface Holders {
  readonly current: readonly string[]
  readonly former: readonly string[]
}

const PART = 5_000

/**
 * Who holds each of many direct identifiers, by the text asked for; a text nobody ever had is left out. Not narrowed to a
 * scope: the caller is. Texts are hashed here; neither they nor their hashes are kept or told to anybody.
 */
export async function customersByIdentifier(context: Context, kind: 'mobile' | 'id_no', texts: readonly string[]): Promise<ReadonlyMap<string, Holders>> {
  const runs = await bankRuns(context.runs, 'customer', await context.businessClock.today())
  const byHash = new Map(texts.map((text) => [context.secrets.hash(kind, normalisedIdentifier(kind, text)), text] as const))
  const hashes = [...byHash.keys()]
  const found = new Map<string, { current: string[]; former: string[] }>()
  for (let at = 0; at < hashes.length; at += PART) {
    const rows = await context.warehouse.query(identifiersQuery(runs, kind, hashes.slice(at, at + PART)), { maxSeconds: 0 })
    for (const row of rows) {
      const text = byHash.get(row.hash) ?? ''
      const holders = found.get(text) ?? { current: [], former: [] }
      found.set(text, holders)
      holders[row.current === 1 ? 'current' : 'former'].push(row.cust_id)
    }
  }
  return found
}
