import type { Generated, Kysely, Selectable } from 'kysely'
import type { LedgerDb } from '#platform/ledger'
import type { OrgLevel, Permission, Role } from './contract.js'

export interface PersonTable {
  id: string
  login: string
  display_name: string
  password_hash: string | null
  roles: Role[]
  org_id: string | null
  emp_id: string | null
  disabled: Generated<boolean>
  demo: Generated<boolean>
  created_at: Generated<string>
}

export interface OrgTable {
  org_id: string
  parent_id: string | null
  level: OrgLevel
  path: string
  name_zh: string
  name_en: string | null
}

interface SessionTable {
  token_hash: string
  person_id: string
  csrf: string
  created_at: string
  seen_at: string
  idle_until: string
  ends_at: string
}

export interface ServiceTokenTable {
  id: string
  secret_hash: string
  name: string
  permissions: Permission[]
  org_id: string | null
  created_by: string
  created_at: string
  expires_at: string
  last_used_at: string | null
  revoked_at: string | null
}

export type AccessTables = {
  person: PersonTable
  org: OrgTable
  session: SessionTable
  service_token: ServiceTokenTable
  setup_link: { token_hash: string; expires_at: string; used_at: string | null }
  login_attempt: { key: string; failures: number; last_at: string; blocked_until: string }
}

export type PersonRow = Selectable<PersonTable>

/** The tables of this folder on a ledger or inside a transaction. */
export const accessTables = (db: LedgerDb): Kysely<AccessTables> => db.withTables<AccessTables>()
