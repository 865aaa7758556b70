import type { Context } from '#platform/context'
import { changesOfCustomer } from '#identity'
import type { CustomerIdentity } from '../contract.js'
import type { Person } from './open-person.js'

/** Changes of who is one person that the numbers in scope were part of, each once, newest first. */
export async function identityChanges(context: Context, person: Pick<Person, 'key'>): Promise<CustomerIdentity['history']> {
  const { custIds } = person.key
  const found = (await Promise.all(custIds.map((custId) => changesOfCustomer(context, custId)))).flat()
  const told = new Map<string, CustomerIdentity['history'][number]>()
  for (const change of found) {
    const seen = change.custIds.filter((custId) => custIds.includes(custId))
    const id = `${change.id} ${seen.join(' ')}`
    told.set(id, { changeId: change.id, kind: change.kind, at: change.appliedAt ?? change.createdAt, by: change.by, note: change.note, custIds: seen, hidden: change.custIds.length - seen.length })
  }
  return [...told.values()].sort((a, b) => (a.at < b.at ? 1 : -1))
}
