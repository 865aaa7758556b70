import type { Context } from '#platform/context'
import type { ResealOptions, SealedPlace } from '#platform/secrets'
import { streamedRows } from '#platform/warehouse'
import { SEALED } from '../domain/identifier-key.js'
import { rowsOfRejects } from '../sql/erasure-queries.js'
import { sealedKeyQuery } from '../sql/sealed-key-query.js'
import { countRowsQuery, replacedTokens, rowsWithTokens, sealedTokensQuery, stalePartsQuery, type SealedText } from '../sql/sealed-token-queries.js'
import { staleRejectsQuery, staleRejectRows } from '../sql/reject-queries.js'
import { openedIntake } from './intake-of.js'

/** Columns of events in which sealed values stand. */
export const sealedTexts: readonly SealedText[] = [
  { table: 'event_profile', column: 'value' },
  { table: 'event_item', column: 'props' },
  { table: 'bank_app_event', column: 'props', parts: 'run_id' },
]
const REJECTS = { table: 'event_reject', column: 'raw_sealed', mark: '' }

/** Where events keep sealed values, for the rotation of keys. */
export function eventSealedPlaces(context: Context): SealedPlace[] {
  const counts = (column: Parameters<typeof sealedKeyQuery>[0]) => async () => {
    // What was taken before is sealed with the key of then: it counts when it is stored.
    await Promise.allSettled([...((await openedIntake(context))?.unsettled ?? [])])
    return new Map((await context.warehouse.query(sealedKeyQuery(column), { maxSeconds: 0 })).map(({ key, n }) => [key, Number(n)]))
  }
  return [
    { name: REJECTS.table, counts: counts(REJECTS), reseal: (options) => resealRejects(context, options) },
    ...sealedTexts.map((place) => ({ name: place.table, counts: counts({ ...place, mark: SEALED }), reseal: (options: ResealOptions) => resealTexts(context, place, options) })),
  ]
}

/** Sealed values of one statement: their text is part of it, so they are few. */
const TOKENS = 2000
const CHARACTERS = 400_000

/**
 * Values inside texts are replaced where they stand, batch by batch: a reader sees a part of the table before or after,
 * never a row twice. A run that was stopped goes on with the values that are still of another key.
 */
async function resealTexts(context: Context, place: SealedText, options: ResealOptions): Promise<number> {
  const key = context.secrets.activeKey()
  const parts = place.parts === undefined ? [null] : (await context.warehouse.query(stalePartsQuery(place, key), { maxSeconds: 0 })).map(({ part }) => part)
  let rows = 0
  for (const part of parts) {
    let batch: string[] = []
    let characters = 0
    const flush = async () => {
      rows += await resealBatch(context, place, part, batch)
      batch = []
      characters = 0
      options.progress(rows)
    }
    for await (const { token } of streamedRows(context.warehouse, sealedTokensQuery(place, { part, notOf: key }), { signal: options.signal, maxSeconds: 0 })) {
      options.signal.throwIfAborted()
      batch.push(token)
      characters += token.length
      if (batch.length >= TOKENS || characters >= CHARACTERS) await flush()
    }
    await flush()
  }
  return rows
}

/** A row with values in two batches counts in both. */
async function resealBatch({ warehouse, secrets }: Context, place: SealedText, part: string | null, tokens: readonly string[]): Promise<number> {
  if (tokens.length === 0) return 0
  const where = rowsWithTokens(place, part, tokens)
  const rows = Number((await warehouse.query(countRowsQuery(place.table, where), { maxSeconds: 0 }))[0]?.n ?? 0)
  await warehouse.updateRows(place.table, { [place.column]: replacedTokens(place, tokens, tokens.map((token) => `${SEALED}${secrets.seal(secrets.open(token))}`)) }, where)
  return rows
}

const REJECTS_AT_ONCE = 500
const REJECT_BYTES = 8_000_000

/** Rejects sealed anew are added beside the old ones, which are then removed: readers take either, each id once. */
async function resealRejects(context: Context, options: ResealOptions): Promise<number> {
  const { warehouse, secrets } = context
  const key = secrets.activeKey()
  let rows = 0
  let batch: { readonly id: string; readonly line: string }[] = []
  let bytes = 0
  const flush = async () => {
    if (batch.length === 0) return
    await warehouse.insert(REJECTS.table, 'JSONEachRow', Buffer.from(batch.map(({ line }) => line).join('\n')))
    await warehouse.deleteRows(REJECTS.table, staleRejectRows(key, rowsOfRejects(batch.map(({ id }) => id))))
    rows += batch.length
    batch = []
    bytes = 0
    options.progress(rows)
  }
  for await (const row of streamedRows(warehouse, staleRejectsQuery(key), { signal: options.signal, maxSeconds: 0 })) {
    options.signal.throwIfAborted()
    const line = JSON.stringify({ ...row, raw_sealed: secrets.seal(secrets.open(row.raw_sealed)) })
    batch.push({ id: row.id, line })
    bytes += line.length
    if (batch.length >= REJECTS_AT_ONCE || bytes >= REJECT_BYTES) await flush()
  }
  await flush()
  return rows
}
