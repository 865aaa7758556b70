import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { CustomerStanding } from '../contract.js'
import type { CustomerPorts } from '../ports.js'
import { openPerson } from './open-person.js'

/** Where a person stands among the customers the asker sees, tag by tag. */
export async function readStanding(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string): Promise<CustomerStanding> {
  const person = await openPerson(context, ports, custId, actor, asOf)
  return ports.standing(person.key, actor, person.asOf)
}
