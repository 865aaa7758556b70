import type { Permission } from '#platform/access/contract'

/** Who may do what with events and the tracking plan. */
export const eventsPolicy = {
  read: 'data.read',
  /** What the plan says of an event: for whoever meets it in a rule. */
  plan: 'tag.read',
  manage: 'event.manage',
  rejects: 'data.rejects',
  customer: 'customer.read',
} as const satisfies Record<string, Permission>
