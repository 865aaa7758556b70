import { AppError, fail, Mistakes, type Mistake } from '#kernel/error'
import type { Audit } from '#platform/audit'
import type { Ledger, LedgerTransaction } from '#platform/ledger'
import { accessTables, type PersonRow } from './access-tables.js'
import type { Actor, Person, PersonChange, PersonCreate, Role } from './contract.js'
import { requireGoodLogin, requireGoodPassword, type Passwords } from './password.js'
import { hasAdmin, insertPerson, loadPerson, presentPerson } from './person-store.js'
import { closeSessionsOf } from './session-store.js'

export interface PeopleDeps {
  readonly ledger: Ledger
  readonly audit: Audit
  readonly passwords: Passwords
  readonly demo: boolean
}

/** Adds somebody; every mistake of the form is reported together. */
export async function createPerson(deps: PeopleDeps, input: PersonCreate, actor: Actor): Promise<Person> {
  if (input.demo && !deps.demo) fail('DEMO_ONLY', {}, 'demo')
  const { password } = input
  const mistakes = [
    ...mistakesOf(() => requireGoodLogin(input.login)),
    ...mistakesOf(() => requirePasswordUnlessDemo(input)),
    ...employeeMistakes(input.roles, input.empId),
    ...(await orgMistakes(deps.ledger, input.orgId)),
  ]
  if (mistakes.length > 0) throw new Mistakes(mistakes)
  const passwordHash = password === undefined ? null : await deps.passwords.hash(password)
  return deps.ledger.transaction(async (tx) => {
    const row = await insertPerson(tx, { ...input, passwordHash })
    const person = presentPerson(row)
    await deps.audit.record(
      actor,
      { action: 'person.create', objectKind: 'person', objectKey: row.id, after: person },
      tx,
    )
    return person
  })
}

/** Changes somebody; other roles, another organisation, a new password or being disabled signs them out everywhere. */
export async function changePerson(
  deps: PeopleDeps,
  id: string,
  change: PersonChange,
  actor: Actor,
): Promise<Person> {
  const hash = change.password === undefined ? undefined : await checkedHash(deps, id, change.password)
  return deps.ledger.transaction(async (tx) => {
    await accessTables(tx).selectFrom('person').select('id').where('id', '=', id).forUpdate().execute()
    const before = await loadPerson(tx, id)
    const after = merged(before, change, hash)
    const mistakes = [
      ...employeeMistakes(after.roles, after.emp_id),
      ...(await orgMistakes(deps.ledger, after.org_id)),
    ]
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    await keepAnAdmin(tx, before, after)
    await accessTables(tx).updateTable('person').set(after).where('id', '=', id).execute()
    if (mustSignInAgain(before, after)) await closeSessionsOf(tx, id)
    const entry = {
      action: 'person.change',
      objectKind: 'person',
      objectKey: id,
      before: presentPerson(before),
      after: { ...presentPerson(after), passwordChanged: hash !== undefined },
    }
    await deps.audit.record(actor, entry, tx)
    return presentPerson(after)
  })
}

/** A person's own new password, after showing the old one. Other sessions end. */
export async function changeOwnPassword(
  deps: PeopleDeps,
  current: string,
  next: string,
  actor: Actor,
): Promise<void> {
  const row = await loadPerson(deps.ledger.db, actor.id)
  if (!(await deps.passwords.isRight(row.password_hash, current))) {
    throw new AppError('SIGN_IN_FAILED', {}, 'current')
  }
  requireGoodPassword(next, row.login, 'next')
  const hash = await deps.passwords.hash(next)
  await deps.ledger.transaction(async (tx) => {
    await accessTables(tx)
      .updateTable('person')
      .set({ password_hash: hash })
      .where('id', '=', row.id)
      .execute()
    await closeSessionsOf(tx, row.id)
    await deps.audit.record(actor, { action: 'person.password', objectKind: 'person', objectKey: row.id }, tx)
  })
}

function requirePasswordUnlessDemo(input: PersonCreate): void {
  if (input.password === undefined && input.demo) return
  requireGoodPassword(input.password ?? '', input.login)
}

async function checkedHash(deps: PeopleDeps, id: string, password: string): Promise<string> {
  const row = await loadPerson(deps.ledger.db, id)
  requireGoodPassword(password, row.login)
  return deps.passwords.hash(password)
}

function merged(row: PersonRow, change: PersonChange, hash: string | undefined): PersonRow {
  return {
    ...row,
    display_name: change.displayName ?? row.display_name,
    roles: change.roles ?? row.roles,
    org_id: change.orgId === undefined ? row.org_id : change.orgId,
    emp_id: change.empId === undefined ? row.emp_id : change.empId,
    disabled: change.disabled ?? row.disabled,
    password_hash: hash ?? row.password_hash,
  }
}

function mustSignInAgain(before: PersonRow, after: PersonRow): boolean {
  const rights = (row: PersonRow): string =>
    JSON.stringify([row.roles.toSorted(), row.org_id, row.emp_id, row.disabled, row.password_hash])
  return rights(before) !== rights(after)
}

async function keepAnAdmin(tx: LedgerTransaction, before: PersonRow, after: PersonRow): Promise<void> {
  const isAdmin = (row: PersonRow): boolean => row.roles.includes('ADMIN') && !row.disabled && !row.demo
  if (!isAdmin(before) || isAdmin(after)) return
  if (!(await hasAdmin(tx, before.id))) fail('PERSON_LAST_ADMIN')
}

function mistakesOf(check: () => void): Mistake[] {
  try {
    check()
    return []
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    return [{ code: cause.code, path: cause.path ?? '', params: cause.params }]
  }
}

function employeeMistakes(roles: readonly Role[], empId: string | null): Mistake[] {
  if (!roles.includes('RM') || empId !== null) return []
  return [{ code: 'PERSON_EMPLOYEE_NEEDED', path: 'empId', params: {} }]
}

async function orgMistakes(ledger: Ledger, orgId: string | null): Promise<Mistake[]> {
  if (orgId === null) return []
  const found = await accessTables(ledger.db)
    .selectFrom('org')
    .select('org_id')
    .where('org_id', '=', orgId)
    .executeTakeFirst()
  return found === undefined ? [{ code: 'ORG_UNKNOWN', path: 'orgId', params: { org: orgId } }] : []
}
