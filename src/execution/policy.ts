import type { Permission } from '#platform/access/contract'

/** Who may do what with dispatches, decisions and tasks. */
export const executionPolicy = {
  read: 'execution.read',
  work: 'execution.work',
  manage: 'execution.manage',
  release: 'strategy.release',
  customers: 'customer.read',
  export: 'customer.export',
  system: 'system.manage',
} as const satisfies Record<string, Permission>
