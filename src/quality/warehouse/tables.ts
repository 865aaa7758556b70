import type { TableDefinition } from '#platform/warehouse'

export const qualityTables: readonly TableDefinition[] = []
