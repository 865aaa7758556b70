import type { FastifyRequest } from 'fastify'
import type { Audit } from '#platform/audit'
import type { Clock } from '#platform/clock'
import type { Ledger } from '#platform/ledger'
import { createIdentify, requireCsrf, type Identify } from './authenticate.js'
import { writeCliToken } from './cli-token.js'
import type { Actor, Org, OrgInput } from './contract.js'
import { loadOrgs, upsertOrgs } from './org-store.js'
import { createPasswords, type PasswordCost, type Passwords } from './password.js'
import { hasAdmin } from './person-store.js'
import { makeSetupLink } from './setup-link.js'

export interface AccessOptions {
  readonly ledger: Ledger
  readonly audit: Audit
  readonly clock: Clock
  readonly dataDir: string
  /** Demo accounts may exist and be signed in to without a password. */
  readonly demo: boolean
  /** Cookies only over TLS. */
  readonly secure: boolean
  readonly passwordCost?: PasswordCost
}

/** People, organisations and who asks. */
export interface Access {
  readonly options: AccessOptions
  readonly passwords: Passwords
  readonly identify: Identify
  /** Who asks, or null; refuses a cookie request that changes something without its CSRF secret. */
  authenticate(request: FastifyRequest): Promise<Actor | null>
  adminExists(): Promise<boolean>
  /** The token to print once to the terminal (never to the log) when no administrator exists; else null. */
  ensureSetupLink(): Promise<string | null>
  orgs(): Promise<Org[]>
  /** What ingest feeds organisations through; returns how many rows changed. */
  upsertOrgs(orgs: readonly OrgInput[]): Promise<number>
}

/** Opens access control; writes a fresh token file for the local command line. Call after migrations. */
export async function createAccess(options: AccessOptions): Promise<Access> {
  const { ledger, clock } = options
  const identify = createIdentify(ledger, clock, await writeCliToken(options.dataDir))
  return {
    options,
    passwords: createPasswords(options.passwordCost),
    identify,
    async authenticate(request) {
      const identity = await identify(request)
      if (identity === null) return null
      requireCsrf(request, identity)
      return identity.actor
    },
    adminExists: () => hasAdmin(ledger.db),
    ensureSetupLink: () => makeSetupLink(ledger, clock.now()),
    orgs: () => loadOrgs(ledger.db),
    upsertOrgs: (orgs) => upsertOrgs(ledger, orgs),
  }
}
