import type { ColumnSpec, Source } from '#ingest/contract'

/** Columns that sources bring, by table; of each the values it can have, null where it may be any. */
export type ProvidedColumns = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string> | null>>

/** What sources bring to the bank's tables; customers' own attributes are columns of the customer. */
export function providedBy(sources: readonly Pick<Source, 'targets'>[]): ProvidedColumns {
  const tables = new Map<string, Map<string, Set<string> | null>>()
  for (const { table, columns, attributes = {} } of sources.flatMap(({ targets }) => targets)) {
    const known = tables.get(table) ?? new Map<string, Set<string> | null>()
    tables.set(table, known)
    for (const [name, spec] of [...Object.entries(columns), ...Object.entries(attributes).map(([key, { column }]) => [key, column] as const)]) {
      const before = known.get(name)
      const values = valuesOf(spec)
      known.set(name, before === null || values === null ? null : new Set([...(before ?? []), ...values]))
    }
  }
  return tables
}

/** Values a column can have where the source says them: a constant, bands, or replacements. */
function valuesOf(spec: ColumnSpec): string[] | null {
  if (typeof spec === 'string' || 'line' in spec || 'lookup' in spec) return null
  if ('constant' in spec) return [String(spec.constant)]
  if (spec.values !== undefined) return [...Object.values(spec.values), ...(spec.otherwise === undefined ? [] : [spec.otherwise])]
  return spec.bands === undefined ? null : spec.bands.map(({ value }) => value)
}
