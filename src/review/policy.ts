import type { Permission } from '#platform/access/contract'

/** Who may do what with evaluations. */
export const reviewPolicy = { read: 'review.read', write: 'review.write' } as const satisfies Record<string, Permission>
