import type { Permission } from '#platform/access/contract'

/** Who may do what with tags. */
export const tagPolicy = { read: 'tag.read', write: 'tag.write' } as const satisfies Record<string, Permission>
