import { fail } from '#kernel/error'
import { param, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { keyOf, type ResealOptions, type SealedPlace } from '#platform/secrets'
import { streamedRows } from '#platform/warehouse'
import { isStale, sealedKeysQuery, staleRowsQuery, staleRunsQuery, type SealedTable } from '../sql/sealed-queries.js'

const BATCH = 5000

/** Tables of this room with sealed values. */
const tables: readonly SealedTable[] = [
  { table: 'customer_pii', sealed: ['name', 'mobile', 'id_no', 'email', 'address'], row: ['cust_id', 'mobile_hash', 'id_no_hash', 'email_hash'] },
  { table: 'load_reject', sealed: ['raw_sealed'], row: ['line', 'code', 'column'] },
]

export function sealedPlaces(context: Context): SealedPlace[] {
  return tables.map((place) => ({
    name: place.table,
    counts: async () => new Map((await context.warehouse.query(sealedKeysQuery(place))).map(({ key, n }) => [key, Number(n)])),
    reseal: (options) => resealTable(context, place, options),
  }))
}

/**
 * Run by run: rows sealed anew are added beside the old ones, and when every old one has its new one the old ones are
 * removed. Readers take either, for both open to the same; a run stopped between goes on with the rows that lack theirs.
 */
async function resealTable(context: Context, place: SealedTable, options: ResealOptions): Promise<number> {
  const key = context.secrets.activeKey()
  let rows = 0
  for (const { run_id } of await context.warehouse.query(staleRunsQuery(place, key))) {
    const before = rows
    rows += await sealAnew(context, place, { runId: Number(run_id), key }, { ...options, progress: (n) => options.progress(before + n) })
    await removeStale(context, place, Number(run_id), key)
  }
  return rows
}

interface Part {
  readonly runId: number
  readonly key: string
}

async function sealAnew(context: Context, place: SealedTable, part: Part, options: ResealOptions): Promise<number> {
  let waiting: Record<string, string>[] = []
  let rows = 0
  const flush = async () => {
    if (waiting.length === 0) return
    options.signal.throwIfAborted()
    const lines = waiting.map((row) => JSON.stringify(row)).join('\n')
    await context.warehouse.insert(place.table, 'JSONEachRow', Buffer.from(lines))
    rows += waiting.length
    waiting = []
    options.progress(rows)
  }
  let last = ''
  for await (const row of streamedRows(context.warehouse, staleRowsQuery(place, part.key, part.runId), { signal: options.signal, maxSeconds: 0 })) {
    const identity = JSON.stringify(place.row.map((name) => row[name]))
    // Rows of one identity are written together: whoever goes on later sees all of them or none.
    if (waiting.length >= BATCH && identity !== last) await flush()
    last = identity
    waiting.push(sealRow(context, place, row, part.key))
  }
  await flush()
  return rows
}

function sealRow({ secrets }: Context, place: SealedTable, row: Record<string, string>, key: string): Record<string, string> {
  const anew = place.sealed.map((name) => {
    const value = row[name] ?? ''
    return [name, value === '' || keyOf(value) === key ? value : secrets.seal(secrets.open(value))] as const
  })
  return { ...row, ...Object.fromEntries(anew) }
}

async function removeStale(context: Context, place: SealedTable, runId: number, key: string): Promise<void> {
  const counted = (await context.warehouse.query(staleRunsQuery(place, key))).find((row) => Number(row.run_id) === runId)
  if (counted === undefined) return
  if (Number(counted.fresh) < Number(counted.stale)) fail('RESEAL_INCOMPLETE', { table: place.table, run: runId })
  await context.warehouse.deleteRows(place.table, sql`run_id = ${param(runId, 'UInt64')} AND ${isStale(place, key)}`)
}
