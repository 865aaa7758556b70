import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { fail } from '#kernel/error'
import type { Audit } from '#platform/audit'
import type { Ledger, LedgerDb } from '#platform/ledger'
import { accessTables, type ServiceTokenTable } from './access-tables.js'
import type { Actor, ServiceToken, ServiceTokenCreate } from './contract.js'
import { newToken, sameText, tokenHash } from './opaque-token.js'
import { sensitivePermissions } from './permissions.js'

const PREFIX = 'qst_'
const LONGEST_DAYS = 366
const DAY_MS = 24 * 3600 * 1000

export async function loadServiceTokens(db: LedgerDb): Promise<ServiceToken[]> {
  const rows = await accessTables(db)
    .selectFrom('service_token')
    .selectAll()
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(present)
}

/** Makes a token for a system; its text is returned this once and only its hash kept. */
export async function createServiceToken(
  { ledger, audit, now }: { ledger: Ledger; audit: Audit; now: Date },
  input: ServiceTokenCreate,
  actor: Actor,
): Promise<{ token: string; entry: ServiceToken }> {
  const lasts = Date.parse(input.expiresAt) - now.getTime()
  if (lasts <= 0 || lasts > LONGEST_DAYS * DAY_MS) {
    fail('TOKEN_EXPIRY_INVALID', { days: LONGEST_DAYS }, 'expiresAt')
  }
  const tooWide = input.permissions.find(
    (permission) => sensitivePermissions.includes(permission) && !actor.permissions.includes(permission),
  )
  if (tooWide !== undefined) fail('TOKEN_SCOPE_TOO_WIDE', { permission: tooWide }, 'permissions')
  const id = randomUUID()
  const secret = newToken()
  return ledger.transaction(async (tx) => {
    const tables = accessTables(tx)
    if (input.orgId !== null) {
      const org = await tables
        .selectFrom('org')
        .select('org_id')
        .where('org_id', '=', input.orgId)
        .executeTakeFirst()
      if (org === undefined) fail('ORG_UNKNOWN', { org: input.orgId }, 'orgId')
    }
    const row = await tables
      .insertInto('service_token')
      .values({
        id,
        secret_hash: tokenHash(secret),
        name: input.name,
        permissions: [...new Set(input.permissions)],
        org_id: input.orgId,
        created_by: actor.id,
        created_at: now.toISOString(),
        expires_at: input.expiresAt,
        last_used_at: null,
        revoked_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const entry = present(row)
    await audit.record(
      actor,
      { action: 'token.create', objectKind: 'token', objectKey: id, after: entry },
      tx,
    )
    return { token: `${PREFIX}${id}_${secret}`, entry }
  })
}

/** Ends a token at once. */
export async function revokeServiceToken(
  ledger: Ledger,
  audit: Audit,
  id: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  await ledger.transaction(async (tx) => {
    const done = await accessTables(tx)
      .updateTable('service_token')
      .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(now.toISOString())) }))
      .where('id', '=', id)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) fail('NOT_FOUND', { what: id })
    await audit.record(actor, { action: 'token.revoke', objectKind: 'token', objectKey: id }, tx)
  })
}

/** Who a bearer token is, when it lives. */
export async function actorOfServiceToken(db: LedgerDb, bearer: string, now: Date): Promise<Actor | null> {
  const [, id = '', secret = ''] = /^qst_([0-9a-f-]{36})_([\w-]{43})$/.exec(bearer) ?? []
  if (id === '') return null
  const row = await accessTables(db)
    .selectFrom('service_token')
    .leftJoin('org', 'org.org_id', 'service_token.org_id')
    .selectAll('service_token')
    .select('org.path')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  if (row === undefined || !sameText(row.secret_hash, tokenHash(secret))) return null
  await noteUse(db, row, now)
  return {
    id: `token:${row.id}`,
    name: row.name,
    kind: 'token',
    roles: [],
    permissions: row.permissions,
    scope: {
      orgPaths: [row.path ?? '/'],
      masking: row.permissions.includes('customer.unmask') ? 'clear' : 'masked',
      minCell: 0,
    },
  }
}

async function noteUse(db: LedgerDb, row: Selectable<ServiceTokenTable>, now: Date): Promise<void> {
  if (row.last_used_at !== null && now.getTime() - Date.parse(row.last_used_at) < 60_000) return
  await accessTables(db)
    .updateTable('service_token')
    .set({ last_used_at: now.toISOString() })
    .where('id', '=', row.id)
    .execute()
}

function present(row: Selectable<ServiceTokenTable>): ServiceToken {
  return {
    id: row.id,
    name: row.name,
    permissions: row.permissions,
    orgId: row.org_id,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revoked: row.revoked_at !== null,
  }
}
