import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { fail } from '#kernel/error'
import type { LedgerDb } from '#platform/ledger'
import { accessTables, type PersonRow } from './access-tables.js'
import type { Person, Role } from './contract.js'

/** Whether an enabled administrator exists, besides `except`. Demo accounts do not count. */
export async function hasAdmin(db: LedgerDb, except?: string): Promise<boolean> {
  let rows = accessTables(db)
    .selectFrom('person')
    .select('id')
    .where(sql<boolean>`'ADMIN' = ANY (roles)`)
    .where('disabled', '=', false)
    .where('demo', '=', false)
  if (except !== undefined) rows = rows.where('id', '!=', except)
  return (await rows.executeTakeFirst()) !== undefined
}

export async function findByLogin(db: LedgerDb, login: string): Promise<PersonRow | null> {
  const row = await accessTables(db)
    .selectFrom('person')
    .selectAll()
    .where(sql<boolean>`lower(login) = lower(${login})`)
    .executeTakeFirst()
  return row ?? null
}

export async function loadPerson(db: LedgerDb, id: string): Promise<PersonRow> {
  const row = await accessTables(db).selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? fail('NOT_FOUND', { what: id })
}

export async function loadPeople(db: LedgerDb, demo?: boolean): Promise<PersonRow[]> {
  const rows = accessTables(db).selectFrom('person').selectAll().orderBy('created_at').orderBy('id')
  return demo === undefined
    ? rows.execute()
    : rows.where('demo', '=', demo).where('disabled', '=', false).execute()
}

export interface NewPerson {
  readonly login: string
  readonly displayName: string
  readonly passwordHash: string | null
  readonly roles: readonly Role[]
  readonly orgId: string | null
  readonly empId: string | null
  readonly demo: boolean
}

/** @throws AppError LOGIN_TAKEN */
export async function insertPerson(tx: LedgerDb, person: NewPerson): Promise<PersonRow> {
  const row = await accessTables(tx)
    .insertInto('person')
    .values({
      id: randomUUID(),
      login: person.login,
      display_name: person.displayName,
      password_hash: person.passwordHash,
      roles: [...person.roles],
      org_id: person.orgId,
      emp_id: person.empId,
      demo: person.demo,
    })
    .onConflict((conflict) => conflict.expression(sql`lower(login)`).doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ?? fail('LOGIN_TAKEN', { login: person.login }, 'login')
}

/** A person without their password hash. */
export function presentPerson(row: PersonRow): Person {
  return {
    id: row.id,
    login: row.login,
    displayName: row.display_name,
    roles: row.roles,
    orgId: row.org_id,
    empId: row.emp_id,
    disabled: row.disabled,
    demo: row.demo,
    createdAt: row.created_at,
  }
}
