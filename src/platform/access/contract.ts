import { z } from 'zod'
import { join, sql, type Sql } from '#kernel/sql'

export const roles = [
  'ADMIN',
  'HO_STRATEGIST',
  'ANALYST',
  'DATA_STEWARD',
  'COMPLIANCE',
  'BRANCH_MGR',
  'SUB_MGR',
  'RM',
] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** What a route or action may ask for. */
export const permissions = [
  'data.read',
  'data.load',
  'data.rejects',
  'event.manage',
  'identity.manage',
  'privacy.read',
  'privacy.manage',
  'consent.write',
  'customer.read',
  'customer.unmask',
  'customer.export',
  'tag.read',
  'tag.write',
  'tag.mark',
  'segment.read',
  'segment.write',
  'insight.read',
  'model.read',
  'model.manage',
  'model.approve',
  'strategy.read',
  'strategy.write',
  'strategy.release',
  'execution.read',
  'execution.work',
  'execution.manage',
  'review.read',
  'review.write',
  'definition.apply',
  'job.read',
  'job.manage',
  'people.read',
  'people.manage',
  'audit.read',
  'system.manage',
] as const
export const permissionSchema = z.enum(permissions)
export type Permission = z.infer<typeof permissionSchema>

/** Which customers somebody may see and how (design: one predicate, applied by the compiler). */
export interface Scope {
  /** Org paths such as `/HO/BR01/`; a customer is inside when its org path starts with one. `['/']` is everything. */
  readonly orgPaths: readonly string[]
  /** Only customers whose relationship manager is this employee. */
  readonly ownBookOf?: string
  /** `masked`: identifiers masked; `clear`: may be shown in clear. */
  readonly masking: 'masked' | 'clear'
  /** Aggregates with fewer customers than this are hidden. 0 = none. */
  readonly minCell: number
}

/** Who acts: a signed-in person, a service token or the local command line. Named and audited in every case. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly kind: 'person' | 'token' | 'cli' | 'system'
  readonly roles: readonly Role[]
  readonly permissions: readonly Permission[]
  readonly scope: Scope
}

/**
 * The one predicate for customer rows a scope may see. `orgPath` is the customer's org path, `rm` the employee number of
 * the relationship manager. An empty scope sees nothing.
 */
export function scopeCondition(scope: Scope, columns: { readonly orgPath: Sql; readonly rm: Sql }): Sql {
  if (scope.orgPaths.length === 0) return sql`(1 = 0)`
  const inside = scope.orgPaths.includes('/')
    ? []
    : [
        join(
          scope.orgPaths.map((path) => sql`startsWith(${columns.orgPath}, ${path})`),
          sql` OR `,
        ),
      ]
  const own = scope.ownBookOf === undefined ? [] : [sql`${columns.rm} = ${scope.ownBookOf}`]
  const parts = [...inside, ...own].map((part) => sql`(${part})`)
  return parts.length === 0 ? sql`(1 = 1)` : sql`(${join(parts, sql` AND `)})`
}

export const orgLevels = ['HO', 'BRANCH', 'SUB'] as const
export const orgLevelSchema = z.enum(orgLevels)
export type OrgLevel = z.infer<typeof orgLevelSchema>

/** An organisation as sources and administrators give it. */
export const orgInputSchema = z.object({
  orgId: z.string().min(1).max(40),
  parentId: z.string().min(1).max(40).nullable(),
  level: orgLevelSchema,
  nameZh: z.string().min(1).max(200),
  nameEn: z.string().max(200).nullable().default(null),
})
export type OrgInput = z.infer<typeof orgInputSchema>

/** `path` runs from the top, such as `/HO/BR01/`. */
export const orgSchema = orgInputSchema.extend({ path: z.string() })
export type Org = z.infer<typeof orgSchema>
export const orgListSchema = z.object({ items: z.array(orgSchema) })
export const orgUpsertSchema = z.object({ orgs: z.array(orgInputSchema).max(20_000) })

export const scopeSchema = z.object({
  orgPaths: z.array(z.string()),
  ownBookOf: z.string().optional(),
  masking: z.enum(['masked', 'clear']),
  minCell: z.number().int(),
})

export const personSchema = z.object({
  id: z.string(),
  login: z.string(),
  displayName: z.string(),
  roles: z.array(roleSchema),
  orgId: z.string().nullable(),
  empId: z.string().nullable(),
  disabled: z.boolean(),
  demo: z.boolean(),
  createdAt: z.string(),
})
export type Person = z.infer<typeof personSchema>
export const personListSchema = z.object({ items: z.array(personSchema) })

const login = z.string().max(100)
const password = z.string().max(1000)

export const personCreateSchema = z.object({
  login,
  displayName: z.string().min(1).max(100),
  roles: z.array(roleSchema).min(1),
  orgId: z.string().max(40).nullable().default(null),
  empId: z.string().max(40).nullable().default(null),
  /** Absent only for demo accounts, which nobody signs in to with a password. */
  password: password.optional(),
  demo: z.boolean().default(false),
})
export type PersonCreate = z.infer<typeof personCreateSchema>

export const personChangeSchema = z.object({
  displayName: z.string().min(1).max(100).optional(),
  roles: z.array(roleSchema).min(1).optional(),
  orgId: z.string().max(40).nullable().optional(),
  empId: z.string().max(40).nullable().optional(),
  disabled: z.boolean().optional(),
  password: password.optional(),
})
export type PersonChange = z.infer<typeof personChangeSchema>
export const personIdSchema = z.object({ id: z.string().max(100) })

/** Who is signed in, or what a visitor needs to know before. */
export const sessionViewSchema = z.object({
  person: z
    .object({ id: z.string(), name: z.string(), kind: z.enum(['person', 'token', 'cli', 'system']) })
    .nullable(),
  roles: z.array(roleSchema),
  permissions: z.array(permissionSchema),
  scope: scopeSchema.nullable(),
  /** Sent back as `x-csrf-token` with every request that is not a GET; null for tokens. */
  csrf: z.string().nullable(),
  demo: z.boolean(),
  /** Nobody administers this installation yet: the set-up link is in the terminal. */
  setupNeeded: z.boolean(),
})
export type SessionView = z.infer<typeof sessionViewSchema>

export const signInSchema = z.object({ login, password })
export const passwordChangeSchema = z.object({ current: password, next: password })
export const setupCheckSchema = z.object({ token: z.string().max(200) })
export const setupSchema = setupCheckSchema.extend({
  login,
  password,
  displayName: z.string().min(1).max(100),
})
export const setupValidSchema = z.object({ valid: z.boolean() })

export const demoAccountSchema = z.object({
  login: z.string(),
  displayName: z.string(),
  roles: z.array(roleSchema),
  orgNameZh: z.string().nullable(),
  orgNameEn: z.string().nullable(),
})
export const demoAccountListSchema = z.object({ items: z.array(demoAccountSchema) })
export const demoSignInSchema = z.object({ login })

export const serviceTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  permissions: z.array(permissionSchema),
  orgId: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revoked: z.boolean(),
})
export type ServiceToken = z.infer<typeof serviceTokenSchema>
export const serviceTokenListSchema = z.object({ items: z.array(serviceTokenSchema) })
export const serviceTokenCreateSchema = z.object({
  name: z.string().min(1).max(100),
  permissions: z.array(permissionSchema).min(1),
  /** Narrows customer-level data to this organisation and below. */
  orgId: z.string().max(40).nullable().default(null),
  expiresAt: z.iso.datetime(),
})
export type ServiceTokenCreate = z.infer<typeof serviceTokenCreateSchema>
/** `token` is shown this once. */
export const serviceTokenMadeSchema = z.object({ token: z.string(), entry: serviceTokenSchema })
