import { permissions, type Permission, type Role } from './contract.js'

const READ: readonly Permission[] = [
  'tag.read',
  'segment.read',
  'insight.read',
  'model.read',
  'strategy.read',
  'execution.read',
  'review.read',
  'job.read',
]
const MAKE: readonly Permission[] = ['tag.write', 'tag.mark', 'segment.write', 'review.write']

/** What each role may do. Which customers it reaches and whether in clear is its scope (scope.ts). */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  ADMIN: [
    ...READ,
    'data.read',
    'data.load',
    'event.manage',
    'privacy.read',
    'customer.read',
    'definition.apply',
    'job.manage',
    'people.read',
    'people.manage',
    'audit.read',
    'system.manage',
  ],
  HO_STRATEGIST: [
    ...READ,
    ...MAKE,
    'data.read',
    'privacy.read',
    'customer.read',
    'customer.export',
    'strategy.write',
    'strategy.release',
    'execution.manage',
    'definition.apply',
  ],
  ANALYST: [...READ, ...MAKE, 'model.manage', 'data.read', 'customer.read'],
  DATA_STEWARD: [
    ...READ,
    'data.read',
    'data.load',
    'data.rejects',
    'event.manage',
    'identity.manage',
    'privacy.read',
    'customer.read',
    'tag.write',
    'tag.mark',
    'definition.apply',
    'job.manage',
  ],
  COMPLIANCE: [...READ, 'data.read', 'privacy.read', 'privacy.manage', 'consent.write', 'customer.read', 'model.approve', 'strategy.release', 'people.read', 'audit.read'],
  BRANCH_MGR: [
    ...READ,
    'consent.write',
    'customer.read',
    'customer.unmask',
    'customer.export',
    'tag.mark',
    'segment.write',
    'strategy.write',
    'execution.work',
    'execution.manage',
    'people.read',
  ],
  SUB_MGR: [
    ...READ,
    'consent.write',
    'customer.read',
    'customer.unmask',
    'tag.mark',
    'segment.write',
    'execution.work',
    'execution.manage',
    'people.read',
  ],
  RM: [...READ, 'consent.write', 'customer.read', 'customer.unmask', 'tag.mark', 'execution.work'],
}

/** Permissions of several roles together, in the order of the catalogue. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  const given = new Set(roles.flatMap((role) => rolePermissions[role]))
  return permissions.filter((permission) => given.has(permission))
}

/** Given to a token only by somebody who has them. */
export const sensitivePermissions: readonly Permission[] = [
  'customer.unmask',
  'customer.export',
  'data.rejects',
  'identity.manage',
  'privacy.manage',
  'people.manage',
  'system.manage',
]
