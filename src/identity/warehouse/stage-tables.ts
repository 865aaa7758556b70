import type { ColumnType } from '#kernel/sql'
import type { TableDefinition } from '#platform/warehouse'

const STAGES = {
  customer: {
    own: 'UInt32',
    cust_id: 'String',
    id: 'UInt64',
    mobile: 'UInt64',
    name: 'UInt64',
    name_rank: 'UInt8',
    email: 'UInt64',
    birth: 'Nullable(Date32)',
    gender: 'UInt8',
    city: 'UInt64',
    org: 'String',
    rm: 'String',
    value_minor: 'Int64',
  },
  key: { own: 'UInt32', kind: 'UInt8', value: 'UInt64', birth: 'Nullable(Date32)', first_seen: 'Nullable(Date32)', last_seen: 'Nullable(Date32)' },
  pair: { a: 'UInt32', b: 'UInt32', bits: 'UInt32' },
  compared: { a: 'UInt32', b: 'UInt32', bits: 'UInt32', pattern: 'UInt32' },
  verdict: { pattern: 'UInt32', rule: 'String', decision: 'String', weight: 'Float64', probability: 'Float64' },
  ruled: { a: 'UInt32', b: 'UInt32', rule: 'String', decision: 'String', decided_by: 'String' },
} as const satisfies Record<string, Record<string, ColumnType>>

export type StageName = keyof typeof STAGES

/** Working tables of one link run, dropped with it. */
export function stageTables(runId: number): readonly TableDefinition[] {
  return Object.entries(STAGES).map(([name, columns]) => ({
    name: stageTable(name as StageName, runId),
    columns,
    orderBy: [Object.keys(columns)[0] ?? ''],
    spread: 'copied',
    transient: true,
  }))
}

/** Name of a working table. */
export function stageTable(name: StageName, runId: number): string {
  return `identity_link_${name}_${runId}`
}
