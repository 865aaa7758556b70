import type { Source, Target } from '../contract.js'
import { bankTable } from './bank-model.js'
import { fileColumns } from './check-source.js'

/** A source that no longer reads some of its file's columns: those fields are left without a value. */
export function withoutColumns(source: Source, columns: ReadonlySet<string>): Source {
  if (columns.size === 0) return source
  return { ...source, targets: source.targets.map((target) => withoutIn(target, columns)) }
}

function withoutIn(target: Target, columns: ReadonlySet<string>): Target {
  const keeps = (spec: Target['columns'][string]) => !fileColumns(spec).some((name) => columns.has(name))
  const kept = Object.fromEntries(Object.entries(target.columns).filter(([, spec]) => keeps(spec)))
  if (target.attributes === undefined) return { ...target, columns: kept }
  const attributes = Object.fromEntries(Object.entries(target.attributes).filter(([, { column }]) => keeps(column)))
  return { ...target, columns: kept, attributes }
}

/** File columns no load can do without: those of required fields, of keys, of conditions on rows, and the proof of consent. */
export function neededColumns(source: Source): Set<string> {
  return new Set([...source.targets.flatMap((target) => neededIn(target)), ...(source.consentProof === undefined ? [] : [source.consentProof])])
}

function neededIn(target: Target): string[] {
  const table = bankTable(target.table)
  const needed = Object.entries(target.columns).filter(([name]) => table.columns[name]?.required === true || table.key.includes(name))
  return [...needed.flatMap(([, spec]) => fileColumns(spec)), ...Object.keys(target.where ?? {})]
}

/**
 * File columns that become an enumeration with a known list of values, in the bank model or the mapping, or a custom
 * attribute of that type. Codes without a list, such as cities, have new values every day.
 */
export function enumColumns(source: Source): Set<string> {
  return new Set(
    source.targets.flatMap((target) => {
      const table = bankTable(target.table)
      const fields = Object.entries(target.columns).filter(([name, spec]) => table.columns[name]?.values !== undefined || (typeof spec === 'object' && 'values' in spec))
      const attributes = Object.values(target.attributes ?? {}).filter(({ type }) => type === 'enum')
      return [...fields.flatMap(([, spec]) => fileColumns(spec)), ...attributes.flatMap(({ column }) => fileColumns(column))]
    }),
  )
}

/** File columns that become amounts or decimals: whole numbers one day and decimals the next are the same to them. */
export function decimalColumns(source: Source): Set<string> {
  const isDecimal = (type: string | undefined) => type === 'money' || type === 'decimal'
  return new Set(
    source.targets.flatMap((target) => {
      const table = bankTable(target.table)
      const fields = Object.entries(target.columns).filter(([name]) => isDecimal(table.columns[name]?.type))
      const attributes = Object.values(target.attributes ?? {}).filter(({ type }) => isDecimal(type))
      return [...fields.flatMap(([, spec]) => fileColumns(spec)), ...attributes.flatMap(({ column }) => fileColumns(column))]
    }),
  )
}
