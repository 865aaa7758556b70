import type { Permission } from '#platform/access/contract'

/** Who may do what with rules, alerts, dictionary and lineage. */
export const qualityPolicy = {
  read: 'data.read',
  write: 'data.load',
} as const satisfies Record<string, Permission>
