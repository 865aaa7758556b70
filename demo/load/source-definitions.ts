import type { BankFile } from '../generator/generate.js'

/** Key of the source that takes a table's files. */
export function sourceKey(table: string): string {
  return `demo-${table.replace(/_/g, '-')}`
}

/** A definition as `POST /api/v1/definitions/apply` takes it; JSON is YAML. */
export interface DefinitionText {
  readonly path: string
  readonly text: string
}

/** The source of a file of the demo bank: Parquet, column by column, marked as made-up data; a day's small file need not hold every code. */
export function sourceDefinition(file: Pick<BankFile, 'table' | 'mode' | 'columns'>): DefinitionText {
  const key = sourceKey(file.table)
  const columns = Object.fromEntries(
    Object.entries(file.columns).map(([name, written]) => [name, written === 'money' ? { from: name, unit: 'minor' } : written === 'instant' ? { from: name, format: 'UNIX_MS' } : name]),
  )
  const body = { format: { type: 'parquet' }, demo: true, purposes: ['SERVICE', 'MARKETING', 'PROFILING', 'RESEARCH'], owner: 'demo', classification: 'C2', legalBasis: 'contract', drift: { newValues: 'accept' }, targets: [{ table: file.table, mode: file.mode, columns }] }
  return { path: `source/${key}.yaml`, text: JSON.stringify({ kind: 'source', key, name: { zh: `演示银行 ${file.table}`, en: `Demo bank ${file.table}` }, version: null, body }) }
}
