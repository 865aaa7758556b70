import { z } from 'zod'

export const roles = ['ADMIN', 'HO_STRATEGIST', 'ANALYST', 'DATA_STEWARD', 'COMPLIANCE', 'BRANCH_MGR', 'SUB_MGR', 'RM'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** What a route or action may ask for. */
export const permissions = [
  'data.read', 'data.load', 'data.rejects',
  'customer.read', 'customer.unmask', 'customer.export',
  'tag.read', 'tag.write',
  'segment.read', 'segment.write',
  'insight.read',
  'strategy.read', 'strategy.write', 'strategy.release',
  'execution.read', 'execution.work', 'execution.manage',
  'review.read', 'review.write',
  'definition.apply',
  'job.read', 'job.manage',
  'people.read', 'people.manage', 'audit.read', 'system.manage',
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
