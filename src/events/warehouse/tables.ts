import type { TableDefinition } from '#platform/warehouse'

export const eventsTables: readonly TableDefinition[] = []
