import type { Permission } from '#platform/access/contract'

/** Who may do what with identities. */
export const identityPolicy = {
  manage: 'identity.manage',
  read: 'customer.read',
  panel: 'data.read',
  export: 'customer.export',
} as const satisfies Record<string, Permission>
