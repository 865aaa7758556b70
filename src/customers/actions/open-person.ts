import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import { standingQuery } from '#ingest/contract'
import type { AmountView } from '../domain/amount.js'
import type { CustomerPorts, PersonKey } from '../ports.js'
import { placedCustomers, type Who } from '../sql/customer-rows.js'
import { PERSON_COLUMNS, personQuery, type PersonRow } from '../sql/person-query.js'
import { loadGround, seesExactly, visibleTo, type Ground } from './ground.js'

/** A person as one asker may see them. */
export interface Person extends Ground {
  /** The number asked for. */
  readonly row: PersonRow
  /** Every number of the person inside the asker's scope, `row` among them. */
  readonly seen: readonly PersonRow[]
  readonly hidden: number
  readonly who: Who
  readonly key: PersonKey
  readonly view: AmountView
}

const opening = new WeakMap<CustomerPorts, Map<string, Promise<Person>>>()

/** As `openPerson`; a page asks for its parts side by side, and those that ask while it is being read share the reading. */
export function openPerson(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string): Promise<Person> {
  const reads = opening.get(ports) ?? new Map<string, Promise<Person>>()
  opening.set(ports, reads)
  const key = JSON.stringify([custId, asOf ?? null, actor.scope])
  const known = reads.get(key)
  if (known !== undefined) return known
  const read = readPerson(context, ports, custId, actor, asOf).finally(() => reads.delete(key))
  reads.set(key, read)
  return read
}

/**
 * Opens a customer within the actor's scope. Numbers of the same person outside it stay outside: nothing of theirs is read.
 * @throws AppError CUSTOMER_NOT_FOUND, for a customer outside the scope as for one that does not exist
 */
async function readPerson(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string): Promise<Person> {
  const ground = await loadGround(context, ports, asOf)
  const runs = await bankRuns(context.runs, 'customer', ground.asOf)
  const customers = placedCustomers(runs, ground.orgs, PERSON_COLUMNS)
  const rows = await context.warehouse.query(personQuery(customers, runs, custId, visibleTo(actor)))
  const seen = rows.filter((row) => row.seen === 1)
  const row = seen.find((each) => each.cust_id === custId) ?? fail('CUSTOMER_NOT_FOUND')
  const custIds = seen.map((each) => each.cust_id)
  const standing = await context.warehouse.query(standingQuery(custIds))
  return {
    ...ground,
    row,
    seen,
    hidden: rows.length - seen.length,
    who: { custNos: [row.cust_no], custIds, hidden: standing.filter(({ what }) => what === 'hidden'), hasDevices: standing.some(({ what }) => what === 'device') },
    key: { custNo: row.cust_no, custIds },
    view: { exact: seesExactly(actor), ccy: context.settings.currency },
  }
}
