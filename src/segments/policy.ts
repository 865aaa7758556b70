import type { Permission } from '#platform/access/contract'

/** Who may do what with segments. */
export const segmentPolicy = { read: 'segment.read', write: 'segment.write' } as const satisfies Record<string, Permission>
