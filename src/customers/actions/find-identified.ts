import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import { normalisedIdentifier } from '#ingest/contract'
import type { CustomerSearch } from '../contract.js'
import { identifierQuery } from '../sql/identifier-query.js'

const FIELDS = { mobile: 'mobile', idNo: 'id_no', email: 'email', name: 'name' } as const
const SHORTEST_PURPOSE = 4

/**
 * Customer numbers with a direct identifier, found by its keyed hash. Audited with its purpose before it is looked for;
 * the log keeps the kind and the hash, never the text.
 */
export async function findIdentified(context: Context, asked: Pick<CustomerSearch, 'by' | 'text' | 'purpose'>, actor: Actor): Promise<string[]> {
  if (asked.by === 'custId') return [asked.text]
  const purpose = (asked.purpose ?? '').trim()
  if (purpose.length < SHORTEST_PURPOSE) fail('CUSTOMER_PURPOSE_NEEDED', {}, 'purpose')
  const field = FIELDS[asked.by]
  const hash = context.secrets.hash(field, normalisedIdentifier(field, asked.text))
  await context.audit.record(actor, { action: 'customer.search', objectKind: field, objectKey: hash.slice(0, 16), purpose })
  const runs = await bankRuns(context.runs, 'customer', await context.businessClock.today())
  const rows = await context.warehouse.query(identifierQuery(runs, field, hash))
  return rows.map((row) => row.cust_id)
}
