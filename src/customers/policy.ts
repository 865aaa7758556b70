import type { Permission } from '#platform/access/contract'

/** Who may find and open customers; which ones is their scope. */
export const customersPolicy = { read: 'customer.read' } as const satisfies Record<string, Permission>
