import type { ListKind, ListReason } from '../contract-life.js'

export interface ListLine {
  readonly line: number
  /** A customer number, or a mobile or document as it was written. */
  readonly value: string
}

export interface RejectedLine {
  readonly line: number
  /** What stood there, shortened so that it names nobody. */
  readonly shown: string
  readonly reason: ListReason
}

export interface ReadList {
  readonly lines: number
  readonly found: readonly ListLine[]
  readonly rejected: readonly RejectedLine[]
}

/** How a value is spelled before two of them are compared. */
export type Spell = (value: string) => string

const LONGEST = 64
const HEADERS = new Set(['cust_id', 'custid', 'customer', 'customer_id', 'customer number', '客户号', '客户编号', '客户号码', '客户id'])
/** What a value of a kind looks like, spelled one way; documents may be passports. */
const SHAPES: Readonly<Record<ListKind, RegExp>> = { cust_id: /^/, mobile: /^\+?\d{6,15}$/, id_no: /^(?=.*\d)[\dA-Z()（）-]{5,30}$/ }

/** The first two characters of what stood in a line. */
export function shortened(text: string): string {
  return text.length <= 2 ? '*'.repeat(text.length) : `${text.slice(0, 2)}${'*'.repeat(Math.min(6, text.length - 2))}`
}

/** The first column of each line of a list of customers, each value once; lines are counted from 1. */
export function readList(text: string, kind: ListKind = 'cust_id', spell: Spell = (value) => value): ReadList {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  while (all.length > 0 && (all.at(-1) ?? '').trim() === '') all.pop()
  const seen = new Set<string>()
  const found: ListLine[] = []
  const rejected: RejectedLine[] = []
  const isHeaded = isHeader(firstOf(all[0] ?? ''), kind)
  for (const [at, raw] of all.entries()) {
    if (at === 0 && isHeaded) continue
    const value = firstOf(raw)
    const spelled = spell(value)
    const reason = reasonOf(spelled, kind, seen)
    if (reason !== null) rejected.push({ line: at + 1, shown: shortened(value), reason })
    else {
      seen.add(spelled)
      found.push({ line: at + 1, value: spelled })
    }
  }
  return { lines: all.length - (isHeaded ? 1 : 0), found, rejected }
}

/** A mobile or document has digits; the name of their column has none. */
function isHeader(first: string, kind: ListKind): boolean {
  return kind === 'cust_id' ? HEADERS.has(first.toLowerCase()) : first !== '' && !/\d/.test(first)
}

function reasonOf(value: string, kind: ListKind, seen: ReadonlySet<string>): ListReason | null {
  if (value === '') return 'EMPTY'
  if (value.length > LONGEST) return 'TOO_LONG'
  if (!SHAPES[kind].test(value)) return 'MALFORMED'
  return seen.has(value) ? 'REPEATED' : null
}

function firstOf(line: string): string {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line)?.[1]
  return (quoted?.replaceAll('""', '"') ?? line.split(/[,;\t]/)[0] ?? '').trim()
}
