import type { TableDefinition } from '#platform/warehouse'

export const privacyTables: readonly TableDefinition[] = []
