import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns, readSealed } from '#ingest'
import { identifierFields } from '../contract.js'
import type { CustomerPorts } from '../ports.js'
import { presentIdentity } from '../present.js'
import { linksQuery } from '../sql/lineage-query.js'
import { identityChanges } from './identity-changes.js'
import { openPerson } from './open-person.js'

/** A person's numbers, masked identifiers and links, of the numbers the asker may see. */
export async function readIdentity(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string) {
  const person = await openPerson(context, ports, custId, actor, asOf)
  const runs = await bankRuns(context.runs, 'identity', person.asOf)
  const [sealed, links, history] = await Promise.all([
    readSealed(context, person.key.custIds, identifierFields),
    context.warehouse.query(linksQuery(runs, person.who, person.asOf)),
    identityChanges(context, person),
  ])
  return { ...presentIdentity(person, sealed, links), history }
}
