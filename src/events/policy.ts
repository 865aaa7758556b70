import type { Permission } from '#platform/access/contract'

/** Who may do what with events and the tracking plan. */
export const eventsPolicy = {
  read: 'data.read',
  manage: 'event.manage',
  rejects: 'data.rejects',
  customer: 'customer.read',
} as const satisfies Record<string, Permission>
