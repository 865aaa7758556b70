import type { Context } from '#platform/context'
import { streamedRows } from '#platform/warehouse'
import { identifiersQuery, type StagePlace } from '../sql/stage-queries.js'
import type { RowPlan } from '../sql/staged-row.js'

const FLUSH_AT = 5000
const HASHED = ['mobile', 'id_no', 'email'] as const
const SEALED = ['name', 'mobile', 'id_no', 'email', 'address'] as const

type Row = Record<string, string | null>

/** Streams direct identifiers out of the stage, seals and hashes them, and writes them to customer_pii. */
export async function sealIdentifiers(context: Context, plan: RowPlan, place: StagePlace & { readonly repeated: boolean }, runId: number, signal: AbortSignal): Promise<void> {
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
  for await (const row of streamedRows(warehouse, identifiersQuery(plan, place), { signal })) {
    waiting.push(JSON.stringify(sealRow(row, runId, secrets)))
    if (waiting.length >= FLUSH_AT) await flush()
  }
  await flush()
}

function sealRow(row: Row, runId: number, secrets: Context['secrets']): Record<string, string | number> {
  const custId = row['cust_id'] ?? ''
  const sealed: Record<string, string | number> = { run_id: runId, cust_id: custId, shard_key: custId }
  for (const name of SEALED) sealed[name] = hasText(row[name]) ? secrets.seal(row[name]) : ''
  for (const name of HASHED) sealed[`${name}_hash`] = hasText(row[name]) ? secrets.hash(name, normalised(name, row[name])) : ''
  return sealed
}

function hasText(value: string | null | undefined): value is string {
  return value !== null && value !== undefined && value !== ''
}

/** One spelling per identifier, so that equal ones hash equal. */
function normalised(kind: (typeof HASHED)[number], value: string): string {
  const text = value.normalize('NFKC').trim()
  if (kind === 'email') return text.toLowerCase()
  if (kind === 'id_no') return text.toUpperCase().replace(/\s/g, '')
  return text.replace(/[\s()-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
}
