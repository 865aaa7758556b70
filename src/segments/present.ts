import { fail } from '#kernel/error'
import { minorUnitsOf } from '#kernel/money'
import type { TagSnapshot } from '#tags'
import type { TieringRun } from './contract-tiering.js'
import type { TierMemberRow } from './sql/tier-reading.js'

/** Tags a list shows where nobody chose: the answer says how many there are in all. */
const FIRST_COLUMNS = 40

type Column = TagSnapshot['tags'][number]
export type MemberRow = Readonly<Record<string, string | number | boolean | null>>

/** Tags a member list shows: those asked for in that order, else the first of the snapshot. Attributes stay on the customer's own page. @throws AppError SEGMENT_COLUMN_UNKNOWN */
export function shownColumns(snapshot: TagSnapshot, asked?: readonly string[]): TagSnapshot['tags'] {
  return asked === undefined ? snapshot.tags.slice(0, FIRST_COLUMNS) : askedColumns(snapshot, asked)
}

/** Tags a file carries: those asked for, else every one. @throws AppError SEGMENT_COLUMN_UNKNOWN */
export function carriedColumns(snapshot: TagSnapshot, asked?: readonly string[]): TagSnapshot['tags'] {
  return asked === undefined ? snapshot.tags : askedColumns(snapshot, asked)
}

function askedColumns({ tags }: TagSnapshot, asked: readonly string[]): TagSnapshot['tags'] {
  const byKey = new Map(tags.map((tag) => [tag.key, tag]))
  return [...new Set(asked)].map((column) => byKey.get(column) ?? fail('SEGMENT_COLUMN_UNKNOWN', { column }, 'columns'))
}

/** A column as a reader is told it. */
export function presentColumn({ key, name, type }: Column) {
  return { key, name, type: type.type, ...(type.ccy === undefined ? {} : { ccy: type.ccy }) }
}

/** A member as people see it: the bank's number, never ours. */
export function presentMember(row: MemberRow, columns: TagSnapshot['tags']) {
  const values = columns.map((column) => [column.key, shown(row[column.column])] as const)
  return { custId: String(row['cust_id']), orgPath: String(row['org_path']), values: Object.fromEntries(values) }
}

function shown(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? value.join('、') : (value as string | number | boolean)
}

/** First row of a file over a tag: its name in a language, its key, and the currency of money. */
export function columnHead({ key, name, type }: Column, lang: 'zh' | 'en'): string {
  return `${lang === 'zh' ? name.zh : name.en} [${key}]${type.type === 'money' ? ` ${type.ccy ?? 'CNY'}` : ''}`
}

/** A value of a tag in a file: money in major units, sets with bars between. */
export function columnCell(value: unknown, { type }: Column): string | null {
  if (value === null || value === undefined) return null
  if (type.type === 'money') return majorText(`${value as string | number}`, minorUnitsOf(type.ccy ?? 'CNY'))
  return Array.isArray(value) ? value.join('|') : `${value as string | number | boolean}`
}

/** Minor units as text in major ones, exactly; what is no whole number stays as it is. */
export function majorText(minor: string, digits: number): string {
  if (digits === 0 || !/^-?\d+$/.test(minor)) return minor
  const number = minor.replace('-', '').padStart(digits + 1, '0')
  return `${minor.startsWith('-') ? '-' : ''}${number.slice(0, -digits)}.${number.slice(-digits)}`
}

/** A customer of a run as people see them: the bank's number, the cell by its code, what they lack to the tier above. */
export function presentTierMember(row: TierMemberRow, run: Pick<TieringRun, 'cells'>, floors: ReadonlyMap<number, number>) {
  const floor = floors.get(row.cell)
  return {
    custId: row.cust_id,
    orgPath: row.org_path,
    cell: run.cells[row.cell]?.code ?? '',
    value: row.value,
    second: row.second,
    money: row.money,
    since: row.since,
    lacking: floor === undefined ? null : floor - (row.value ?? 0),
  }
}
