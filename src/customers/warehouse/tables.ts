import type { TableDefinition } from '#platform/warehouse'

export const customersTables: readonly TableDefinition[] = []
