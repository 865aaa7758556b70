import type { LedgerDb } from '#platform/ledger'
import type { Person, Role } from './contract.js'
import { loadPeople, presentPerson } from './person-store.js'

/** Enabled people who have one of the roles, logins or ids, each once. */
export async function findPeople(db: LedgerDb, by: { readonly roles: readonly Role[]; readonly logins: readonly string[]; readonly ids?: readonly string[] }): Promise<Person[]> {
  const logins = new Set(by.logins.map((login) => login.toLowerCase()))
  const people = (await loadPeople(db)).map(presentPerson)
  return people.filter((person) => !person.disabled && ((by.ids ?? []).includes(person.id) || logins.has(person.login.toLowerCase()) || person.roles.some((role) => by.roles.includes(role))))
}
