import type { TableDefinition } from '#platform/warehouse'

/** Who is in a portrait, as bitmaps of customer numbers: part 1 the segment, part 2 the base. */
export const insightTables: readonly TableDefinition[] = [
  {
    name: 'portrait_members',
    columns: { run_id: 'UInt64', part: 'UInt8', members: 'AggregateFunction(groupBitmap, UInt32)' },
    orderBy: ['part'],
    partitionBy: 'run_id',
    spread: 'copied',
  },
]
