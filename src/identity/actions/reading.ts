import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import type { IdentityReadPorts } from '../ports.js'
import { visibleQuery, type OwnerSources } from '../sql/customer-queries.js'
import type { DecidedPairs, OrgPlaces } from '../sql/edge-queries.js'
import { newestDecisions } from '../store/decision-store.js'

/** Every org with its path, as two lists of one length. */
export async function orgPlaces(ports: IdentityReadPorts): Promise<OrgPlaces> {
  const orgs = await ports.orgPaths()
  return { ids: orgs.map((org) => org.orgId), paths: orgs.map((org) => org.path) }
}

/** Of some customers those the actor may see. */
export async function visibleCustomers(context: Context, ports: IdentityReadPorts, custIds: readonly string[], actor: Actor): Promise<Set<string>> {
  const runs = await bankRuns(context.runs, 'customer', await context.businessClock.today())
  const rows = await context.warehouse.query(visibleQuery(runs, custIds, actor.scope, await orgPlaces(ports)), { maxSeconds: 0 })
  return new Set(rows.map((row) => row.cust_id))
}

/**
 * A customer outside the actor's scope is not found.
 * @throws AppError NOT_FOUND
 */
export async function requireVisible(context: Context, ports: IdentityReadPorts, custIds: readonly string[], actor: Actor): Promise<void> {
  const visible = await visibleCustomers(context, ports, custIds, actor)
  if (custIds.some((id) => !visible.has(id))) fail('NOT_FOUND', { what: 'customer' })
}

/** What people decided about pairs, for a statement. */
export async function decidedPairs(context: Context): Promise<DecidedPairs> {
  const rows = await newestDecisions(context.ledger.db)
  return {
    a: rows.map((row) => row.a_id),
    b: rows.map((row) => row.b_id),
    pattern: rows.map((row) => row.pattern),
    kinds: rows.map((row) => row.kinds),
    decision: rows.map((row) => row.decision),
  }
}

/** What ownership is read from, in the actor's scope. */
export async function ownerSources(context: Context, ports: IdentityReadPorts, actor: Actor): Promise<OwnerSources> {
  const asOf = await context.businessClock.today()
  const [customerRuns, employeeRuns, valueRuns] = await Promise.all([bankRuns(context.runs, 'customer', asOf), bankRuns(context.runs, 'employee', asOf), bankRuns(context.runs, 'aum_month', asOf)])
  return { customerRuns, employeeRuns, valueRuns, asOf, places: await orgPlaces(ports), scope: actor.scope }
}
