import type { Permission } from '#platform/access/contract'

/** Who may do what with insight. Portraits tell of groups of customers: whoever may read segments may read them. */
export const insightPolicy = { read: 'insight.read', portrait: 'segment.read', publish: 'segment.write', export: 'customer.export' } as const satisfies Record<string, Permission>
