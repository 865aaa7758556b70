import type { OrgPath } from './sql/build-snapshot.js'

/** What app gives the room. */
export interface TagPorts {
  /** Every org with its path. */
  orgPaths(): Promise<readonly OrgPath[]>
}
