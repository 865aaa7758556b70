import type { Context } from '#platform/context'
import { streamedRows } from '#platform/warehouse'
import type { IdentifierObserver } from '../ports.js'
import { identifiersQuery, type StagePlace } from '../sql/stage-queries.js'
import type { RowPlan } from '../sql/staged-row.js'

const FLUSH_AT = 5000
const HASHED = ['name', 'mobile', 'id_no', 'email'] as const
const SEALED = ['name', 'mobile', 'id_no', 'email', 'address'] as const

type Row = Record<string, string | null>

/** Streams direct identifiers out of the stage, hashed by the engine, seals them, and writes them to customer_pii. */
export async function sealIdentifiers(context: Context, plan: RowPlan, place: StagePlace & { readonly repeated: boolean }, runId: number, signal: AbortSignal, observer: IdentifierObserver): Promise<void> {
  const { warehouse, secrets } = context
  let waiting: string[] = []
  let batch = 0
  const flush = async () => {
    if (waiting.length === 0) return
    batch += 1
    const bytes = Buffer.from(waiting.join('\n'))
    waiting = []
    await warehouse.insert('customer_pii', 'JSONEachRow', bytes, { token: `${runId}:pii:${batch}` })
  }
  for await (const row of streamedRows(warehouse, identifiersQuery(plan, place, secrets.hashPads()), { signal })) {
    observer.see(row)
    waiting.push(JSON.stringify(sealRow(row, runId, secrets)))
    if (waiting.length >= FLUSH_AT) await flush()
  }
  await flush()
  await observer.keep()
}

function sealRow(row: Row, runId: number, secrets: Context['secrets']): Record<string, string | number> {
  const custId = row['cust_id'] ?? ''
  const sealed: Record<string, string | number> = { run_id: runId, cust_id: custId, shard_key: custId }
  for (const name of SEALED) sealed[name] = hasText(row[name]) ? secrets.seal(row[name]) : ''
  for (const name of HASHED) sealed[`${name}_hash`] = row[`${name}_hash`] ?? ''
  return sealed
}

function hasText(value: string | null | undefined): value is string {
  return value !== null && value !== undefined && value !== ''
}
