import type { Permission } from '#platform/access/contract'

/** Who may do what with strategies and lists. */
export const strategyPolicy = {
  read: 'strategy.read',
  write: 'strategy.write',
  members: 'customer.read',
  export: 'customer.export',
  doNotContact: 'strategy.release',
} as const satisfies Record<string, Permission>
