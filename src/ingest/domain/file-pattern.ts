import { dateOf } from '#kernel/calendar'

/** Spellings of a date in a file name. */
const DATE_SPELLINGS = { YYYYMMDD: /(\d{4})(\d{2})(\d{2})/, 'YYYY-MM-DD': /(\d{4})-(\d{2})-(\d{2})/, YYYY_MM_DD: /(\d{4})_(\d{2})_(\d{2})/ } as const
type DateSpelling = keyof typeof DATE_SPELLINGS

/** Tells whether a name fits, and the date in it. */
export interface FilePattern {
  readonly hasDate: boolean
  /** Null when the name does not fit, or its date does not exist. */
  match(name: string): { readonly date: string | null } | null
}

/**
 * Compiles `cust_{date}.csv*`: `*` stands for any characters but `/`, `?` for one, `{date}` or `{date:YYYY-MM-DD}` for a
 * business date. Null when it has a brace that is no date place, or two of them.
 */
export function compilePattern(pattern: string): FilePattern | null {
  const parts = pattern.split(/(\{[^}]*\}|\*|\?)/)
  const places = parts.filter((part) => part.startsWith('{'))
  if (places.length > 1 || places.some((place) => spellingOf(place) === null)) return null
  const source = parts.map((part) => partSource(part)).join('')
  const shape = new RegExp(`^${source}$`, 'u')
  const hasDate = places.length === 1
  return {
    hasDate,
    match(name) {
      const found = shape.exec(name)
      if (found === null) return null
      if (!hasDate) return { date: null }
      const date = dateOf(Number(found[1]), Number(found[2]), Number(found[3]))
      return date === null ? null : { date }
    },
  }
}

function spellingOf(place: string): DateSpelling | null {
  const spelling = /^\{date(?::([^}]+))?\}$/.exec(place)
  if (spelling === null) return null
  const name = spelling[1] ?? 'YYYYMMDD'
  return Object.hasOwn(DATE_SPELLINGS, name) ? (name as DateSpelling) : null
}

function partSource(part: string): string {
  if (part === '*') return '[^/]*'
  if (part === '?') return '[^/]'
  if (part.startsWith('{')) return DATE_SPELLINGS[spellingOf(part) ?? 'YYYYMMDD'].source
  return part.replace(/[\\^$.|+()[\]{}/-]/g, (sign) => `\\${sign}`)
}

/** A file as a folder or bucket lists it. */
export interface ListedFile {
  readonly name: string
  /** Path or key to read it by. */
  readonly place: string
  readonly bytes: number
  /** Changes whenever the content may have: size and time, or the store's own mark. */
  readonly mark: string
  readonly changedAt: string
  readonly businessDate: string | null
}

/** In the order they are loaded: by date (undated last), by name, or by time of change; equal ones by name. */
export function inOrder(files: readonly ListedFile[], order: 'date' | 'name' | 'time'): ListedFile[] {
  const keyOf = (file: ListedFile) => (order === 'date' ? (file.businessDate ?? '9999') : order === 'time' ? file.changedAt : '')
  return [...files].sort((a, b) => compare(keyOf(a), keyOf(b)) || compare(a.name, b.name))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Order of two files by what tells their age: business date, then time of change, then name. */
export function compareDates(a: ListedFile, b: ListedFile): number {
  return compare(a.businessDate ?? '', b.businessDate ?? '') || compare(a.changedAt, b.changedAt) || compare(a.name, b.name)
}
