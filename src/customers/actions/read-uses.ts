import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { CustomerUses } from '../contract.js'
import type { CustomerPorts } from '../ports.js'
import { presentTag } from '../present.js'
import { openPerson } from './open-person.js'

/** Where what is known of a customer is used. */
export async function readUses(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string): Promise<CustomerUses> {
  const person = await openPerson(context, ports, custId, actor, asOf)
  const [tags, segments, lists] = await Promise.all([ports.tags(person.key, actor, person.asOf), ports.segments(person.key, person.asOf), ports.lists(person.key)])
  return { tagsAsOf: tags?.asOf ?? null, tags: (tags?.values ?? []).map((tag) => presentTag(tag, person.view)), segments, lists }
}
