import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import { normalisedIdentifier } from '#ingest/contract'
import type { IdentityReadPorts } from '../ports.js'
import { identifierQuery } from '../sql/customer-queries.js'
import { visibleCustomers } from './reading.js'

export interface IdentifierAsked {
  readonly kind: 'mobile' | 'id_no' | 'email' | 'name'
  readonly value: string
  readonly purpose: string
}

const MOST = 200

/**
 * Customers with a direct identifier, in the asker's scope. The text is hashed here and never kept; who asked for what
 * kind and why is audited before the answer.
 */
export async function findByIdentifier(context: Context, ports: IdentityReadPorts, asked: IdentifierAsked, actor: Actor) {
  const hash = context.secrets.hash(asked.kind, normalisedIdentifier(asked.kind, asked.value))
  await context.audit.record(actor, { action: 'identity.find', objectKind: `identifier-${asked.kind}`, objectKey: hash.slice(0, 16), purpose: asked.purpose })
  const runs = await bankRuns(context.runs, 'customer', await context.businessClock.today())
  const rows = await context.warehouse.query(identifierQuery(runs, asked.kind, hash, MOST + 1))
  const visible = await visibleCustomers(context, ports, rows.map((row) => row.cust_id), actor)
  const items = rows.slice(0, MOST).filter((row) => visible.has(row.cust_id))
  return { items: items.map((row) => ({ custId: row.cust_id, current: row.current === 1 })), more: rows.length > MOST }
}
