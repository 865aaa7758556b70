import type { FastifyRequest } from 'fastify'
import { fail } from '#kernel/error'
import type { Clock } from '#platform/clock'
import type { Ledger } from '#platform/ledger'
import { cliActor } from './cli-token.js'
import type { Actor } from './contract.js'
import { sameText } from './opaque-token.js'
import { permissionsOf } from './permissions.js'
import { scopeOf } from './scope.js'
import { actorOfServiceToken } from './service-token.js'
import { findSession, type OpenSession } from './session-store.js'

export const SESSION_COOKIE = 'qunce_session'
const SAFE = ['GET', 'HEAD', 'OPTIONS']
const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** Who asks, and for cookies the secret that requests which change something must repeat. */
export interface Identity {
  readonly actor: Actor
  readonly csrf: string | null
}

export type Identify = (request: FastifyRequest) => Promise<Identity | null>

/**
 * Reads who asks from the bearer token, else from the session cookie. A bearer that is wrong never falls back to the
 * cookie.
 */
export function createIdentify(ledger: Ledger, clock: Clock, cliToken: string): Identify {
  return async (request) => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) {
      const actor = await actorOfBearer(ledger, request, bearer, cliToken, clock.now())
      return actor === null ? null : { actor, csrf: null }
    }
    const cookie = request.cookies[SESSION_COOKIE]
    if (cookie === undefined) return null
    const session = await findSession(ledger.db, cookie, clock.now())
    return session === null ? null : { actor: actorOfSession(session), csrf: session.csrf }
  }
}

/** @throws AppError CSRF_FAILED when a cookie request changes something without repeating its session's secret. */
export function requireCsrf(request: FastifyRequest, identity: Identity): void {
  if (identity.csrf === null || SAFE.includes(request.method)) return
  const header = request.headers['x-csrf-token']
  if (typeof header !== 'string' || !sameText(header, identity.csrf)) fail('CSRF_FAILED')
}

export function actorOfSession({ person, org }: Pick<OpenSession, 'person' | 'org'>): Actor {
  return {
    id: person.id,
    name: person.display_name,
    kind: 'person',
    roles: person.roles,
    permissions: permissionsOf(person.roles),
    scope: scopeOf({ roles: person.roles, empId: person.emp_id }, org),
  }
}

async function actorOfBearer(
  ledger: Ledger,
  request: FastifyRequest,
  bearer: string,
  cliToken: string,
  now: Date,
): Promise<Actor | null> {
  if (bearer.startsWith('qcli_')) {
    const local = LOOPBACK.includes(request.socket.remoteAddress ?? '')
    return local && sameText(bearer, cliToken) ? cliActor() : null
  }
  return actorOfServiceToken(ledger.db, bearer, now)
}
