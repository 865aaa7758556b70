import { fail } from '#kernel/error'
import type { Audit } from '#platform/audit'
import type { Clock } from '#platform/clock'
import type { Ledger } from '#platform/ledger'
import { accessTables, type PersonRow } from './access-tables.js'
import { actorOfSession } from './authenticate.js'
import type { Actor, Role } from './contract.js'
import type { Passwords } from './password.js'
import { requireGoodLogin, requireGoodPassword } from './password.js'
import { findByLogin, insertPerson } from './person-store.js'
import { openSession, type OpenSession } from './session-store.js'
import { useSetupLink } from './setup-link.js'
import { countAttempt, forgive } from './throttle.js'

export interface SignInDeps {
  readonly ledger: Ledger
  readonly audit: Audit
  readonly clock: Clock
  readonly passwords: Passwords
}

/**
 * The first person alone can run the whole loop but release: that takes a second one. Roles are changed under
 * Settings, People.
 */
const FIRST_PERSON: readonly Role[] = ['ADMIN', 'DATA_STEWARD', 'HO_STRATEGIST']

/** A new session: `token` goes into the cookie. */
export interface SignedIn {
  readonly token: string
  readonly csrf: string
  readonly actor: Actor
}

/** @throws AppError SIGN_IN_FAILED, SIGN_IN_THROTTLED */
export async function signIn(
  deps: SignInDeps,
  input: { login: string; password: string },
  address: string,
): Promise<SignedIn> {
  const { ledger, passwords, clock } = deps
  await countAttempt(ledger, input.login, address, clock.now())
  const person = await findByLogin(ledger.db, input.login)
  const right = await passwords.isRight(person?.password_hash ?? null, input.password)
  if (person === null || !right || person.disabled) {
    await recordFailure(deps, person, address)
    return fail('SIGN_IN_FAILED')
  }
  await forgive(ledger, input.login, address)
  return begin(deps, person, 'access.sign-in', address)
}

/** Signs in to a demo account, without a password; the caller has checked that this is a demo. */
export async function signInToDemo(deps: SignInDeps, login: string, address: string): Promise<SignedIn> {
  const person = await findByLogin(deps.ledger.db, login)
  if (person === null || !person.demo || person.disabled) return fail('NOT_FOUND', { what: login })
  return begin(deps, person, 'access.demo-sign-in', address)
}

/** Uses the one-time link: makes the first administrator and signs them in. @throws AppError SETUP_LINK_INVALID */
export async function setUp(
  deps: SignInDeps,
  input: { token: string; login: string; password: string; displayName: string },
  address: string,
): Promise<SignedIn> {
  requireGoodLogin(input.login)
  requireGoodPassword(input.password, input.login)
  const passwordHash = await deps.passwords.hash(input.password)
  const person = await deps.ledger.transaction(async (tx) => {
    await useSetupLink(tx, input.token, deps.clock.now())
    return insertPerson(tx, {
      ...input,
      passwordHash,
      roles: [...FIRST_PERSON],
      orgId: null,
      empId: null,
      demo: false,
    })
  })
  return begin(deps, person, 'access.set-up', address)
}

async function begin(deps: SignInDeps, person: PersonRow, action: string, ip: string): Promise<SignedIn> {
  const org = await orgOf(deps.ledger, person.org_id)
  const actor = actorOfSession({ person, org })
  const session = await deps.ledger.transaction(async (tx) => {
    await deps.audit.record(actor, { action, objectKind: 'person', objectKey: person.id, ip }, tx)
    return openSession(tx, person.id, deps.clock.now())
  })
  return { ...session, actor }
}

/** A failure against a real account is recorded under it; guesses at unknown logins only count against the address. */
async function recordFailure(deps: SignInDeps, person: PersonRow | null, ip: string): Promise<void> {
  if (person === null) return
  const actor = { ...actorOfSession({ person, org: null }), permissions: [] }
  await deps.audit.record(actor, {
    action: 'access.sign-in-failed',
    objectKind: 'person',
    objectKey: person.id,
    ip,
  })
}

async function orgOf(ledger: Ledger, orgId: string | null): Promise<OpenSession['org']> {
  if (orgId === null) return null
  const row = await accessTables(ledger.db)
    .selectFrom('org')
    .select(['path', 'level'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()
  return row ?? null
}
