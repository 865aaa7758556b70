import type { Permission } from '#platform/access/contract'

/** Who may do what with data. */
export const ingestPolicy = {
  read: 'data.read',
  load: 'data.load',
  rejects: 'data.rejects',
} as const satisfies Record<string, Permission>
