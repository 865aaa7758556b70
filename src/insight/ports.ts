import type { TagPorts } from '#tags'

/** What app gives the room. */
export type InsightPorts = TagPorts
