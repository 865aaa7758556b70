import { daysBetween } from '#kernel/calendar'
import type { Difference, Shape, ShapeColumn, ShapeType } from './drift-schema.js'

/** Types that texts are measured against. */
export const measuredTypes = ['date', 'instant', 'int', 'decimal', 'bool'] as const
export type MeasuredType = (typeof measuredTypes)[number]

/** A column of a staged file: how many of its values fit each type, and the values of an enumeration with their counts. */
export interface MeasuredColumn {
  readonly name: string
  readonly values: number
  readonly fits: Readonly<Record<MeasuredType, number>>
  /** Null when the column is no enumeration or has too many values to be one. */
  readonly seen: ReadonlyMap<string, number> | null
}

/** What the mapping says of the file's columns. */
export interface ColumnUse {
  readonly mapped: ReadonlySet<string>
  readonly needed: ReadonlySet<string>
  readonly decimals: ReadonlySet<string>
  readonly newValueShare: number
}

/** More than this share of the values does not fit: the column has another type. */
const TOLERANCE = 0.05
/** New values shown, and values remembered, of an enumeration. */
const SHOWN = 20

/** The type of a column's texts: the first that all but a twentieth of the values fit. */
export function typeOf(column: MeasuredColumn): ShapeType {
  if (column.values === 0) return 'empty'
  return measuredTypes.find((type) => fitsType(column, type)) ?? 'text'
}

function fitsType(column: MeasuredColumn, type: ShapeType): boolean {
  if (type === 'text' || type === 'empty') return true
  return column.values - column.fits[type] <= column.values * TOLERANCE
}

/** What differs between the last accepted file of a source and this one, in the order of columns. */
export function differencesOf(before: Shape, columns: readonly MeasuredColumn[], use: ColumnUse): Difference[] {
  const known = new Map(before.map((column) => [column.name, column]))
  const here = new Set(columns.map(({ name }) => name))
  return [
    ...columns.flatMap((column) => {
      const old = known.get(column.name)
      return old === undefined || old.absent ? newColumn(column, old, use) : changes(old, column, use)
    }),
    ...before.filter((old) => !here.has(old.name)).flatMap((old) => vanished(old, use)),
  ]
}

// A column the mapping was published for is no surprise, unless it had been given up.
function newColumn(column: MeasuredColumn, old: ShapeColumn | undefined, use: ColumnUse): Difference[] {
  const mapped = use.mapped.has(column.name)
  if (mapped && old === undefined) return []
  return [{ kind: 'new-column', column: column.name, type: typeOf(column), mapped }]
}

function vanished(old: ShapeColumn, use: ColumnUse): Difference[] {
  const required = use.needed.has(old.name)
  if (old.absent && !required) return []
  return [{ kind: 'vanished', column: old.name, mapped: use.mapped.has(old.name), required }]
}

function changes(old: ShapeColumn, column: MeasuredColumn, use: ColumnUse): Difference[] {
  return [...typeChange(old, column, use), ...newValues(old, column, use)]
}

function typeChange(old: ShapeColumn, column: MeasuredColumn, use: ColumnUse): Difference[] {
  if (old.type === 'empty' || old.type === 'text' || column.values === 0 || fitsType(column, old.type)) return []
  if (old.type === 'int' && use.decimals.has(column.name) && fitsType(column, 'decimal')) return []
  return [{ kind: 'type', column: column.name, before: old.type, after: typeOf(column), misfits: column.values - column.fits[old.type], values: column.values }]
}

function newValues(old: ShapeColumn, column: MeasuredColumn, use: ColumnUse): Difference[] {
  if (old.values === null || column.seen === null || column.values === 0) return []
  const known = new Set(old.values)
  const added = [...column.seen].filter(([value]) => !known.has(value))
  const share = added.reduce((sum, [, count]) => sum + count, 0) / column.values
  if (added.length === 0 || share < use.newValueShare) return []
  return [{ kind: 'new-values', column: column.name, added: added.slice(0, SHOWN).map(([value]) => value), share }]
}

/** The shape to remember once the file is accepted. `toMap`: columns somebody wants to map later. */
export function shapeAfter(before: Shape, columns: readonly MeasuredColumn[], mapped: ReadonlySet<string>, toMap: ReadonlySet<string>): Shape {
  const known = new Map(before.map((column) => [column.name, column]))
  const here = new Set(columns.map(({ name }) => name))
  const gone = before.filter((old) => !here.has(old.name) && mapped.has(old.name)).map((old) => ({ ...old, mapped: true, absent: true }))
  const present = columns.map((column) => {
    const old = known.get(column.name)
    const isMapped = mapped.has(column.name)
    return {
      name: column.name,
      type: typeAfter(old, column),
      values: valuesAfter(old, column),
      mapped: isMapped,
      absent: false,
      toMap: !isMapped && (toMap.has(column.name) || (old?.toMap ?? false)),
    }
  })
  return [...present, ...gone]
}

function typeAfter(old: ShapeColumn | undefined, column: MeasuredColumn): ShapeType {
  if (old === undefined || old.type === 'empty') return typeOf(column)
  return column.values === 0 || fitsType(column, old.type) ? old.type : typeOf(column)
}

function valuesAfter(old: ShapeColumn | undefined, column: MeasuredColumn): string[] | null {
  if (column.seen === null) return null
  return [...new Set([...(old?.values ?? []), ...column.seen.keys()])].sort()
}

/** Late data as a difference: none when the date is not older than the newest loaded one by more than is allowed. */
export function lateDifference(businessDate: string, newest: string | null, lateDays: number | undefined): Difference[] {
  const days = daysLate(businessDate, newest)
  if (days === 0 || newest === null || lateDays === undefined || days <= lateDays) return []
  return [{ kind: 'late', days, newest }]
}

/** Days a business date is older than the newest loaded one; 0 when it is not. */
export function daysLate(businessDate: string, newest: string | null): number {
  return newest === null ? 0 : Math.max(0, daysBetween(businessDate, newest))
}
