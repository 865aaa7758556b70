import type { Mistake } from '#kernel/error'
import type { ColumnSpec, Source, Target } from '../contract.js'
import { bankTable } from './bank-model.js'

/** Mistakes of a mapping that need no file: unknown or missing bank columns, unsupported modes. */
export function checkSource(source: Source): Mistake[] {
  return source.targets.flatMap((target, at) => checkTarget(target, `targets[${at}]`))
}

function checkTarget(target: Target, path: string): Mistake[] {
  const table = bankTable(target.table)
  const mistakes: Mistake[] = []
  for (const name of Object.keys(target.columns)) {
    if (table.columns[name] === undefined) {
      mistakes.push({ code: 'TARGET_COLUMN_UNKNOWN', path: `${path}.columns.${name}`, params: { table: target.table, column: name } })
    }
  }
  for (const [name, column] of Object.entries(table.columns)) {
    if (column.required === true && target.columns[name] === undefined) {
      mistakes.push({ code: 'TARGET_COLUMN_MISSING', path: `${path}.columns`, params: { table: target.table, column: name } })
    }
  }
  if (!table.modes.includes(target.mode)) {
    const params = { table: target.table, mode: target.mode, modes: table.modes.join(', ') }
    mistakes.push({ code: 'TARGET_MODE_UNSUPPORTED', path: `${path}.mode`, params })
  }
  if (target.attributes !== undefined && target.table !== 'customer') {
    mistakes.push({ code: 'ATTRIBUTES_NOT_ALLOWED', path: `${path}.attributes`, params: {} })
  }
  return mistakes
}

/** Mistakes against the columns a file really has. */
export function checkFileColumns(source: Source, columns: readonly string[]): Mistake[] {
  const known = new Set(columns)
  const miss = (name: string, path: string): Mistake[] =>
    known.has(name) ? [] : [{ code: 'SOURCE_COLUMN_UNKNOWN', path, params: { column: name, columns: columns.slice(0, 40).join(', ') } }]
  const proof = source.consentProof === undefined ? [] : miss(source.consentProof, 'consentProof')
  const mapped = source.targets.flatMap((target, at) => {
    const path = `targets[${at}]`
    return [
      ...Object.entries(target.columns).flatMap(([name, spec]) => fileColumns(spec).flatMap((from) => miss(from, `${path}.columns.${name}`))),
      ...Object.entries(target.attributes ?? {}).flatMap(([key, { column }]) =>
        fileColumns(column).flatMap((from) => miss(from, `${path}.attributes.${key}`)),
      ),
      ...Object.keys(target.where ?? {}).flatMap((from) => miss(from, `${path}.where`)),
    ]
  })
  return [...mapped, ...proof]
}

/** File columns a column mapping reads. */
export function fileColumns(spec: ColumnSpec): string[] {
  if (typeof spec === 'string') return [spec]
  return 'from' in spec ? [spec.from] : []
}

/** Every file column a source reads, once. */
export function readColumns(source: Source): string[] {
  const all = source.targets.flatMap((target) => [
    ...Object.values(target.columns).flatMap(fileColumns),
    ...Object.values(target.attributes ?? {}).flatMap(({ column }) => fileColumns(column)),
    ...Object.keys(target.where ?? {}),
  ])
  return [...new Set(source.consentProof === undefined ? all : [...all, source.consentProof])]
}
