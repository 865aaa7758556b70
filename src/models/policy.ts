import type { Permission } from '#platform/access/contract'

/** Who may do what with models. */
export const modelPolicy = { read: 'model.read', manage: 'model.manage', approve: 'model.approve', customers: 'customer.read', export: 'customer.export' } as const satisfies Record<string, Permission>
