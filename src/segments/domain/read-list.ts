import type { ListReason } from '../contract-life.js'

export interface ListLine {
  readonly line: number
  readonly custId: string
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

const LONGEST = 64
const HEADERS = new Set(['cust_id', 'custid', 'customer', 'customer_id', 'customer number', '客户号', '客户编号', '客户号码', '客户id'])

/** The first two characters of what stood in a line. */
export function shortened(text: string): string {
  return text.length <= 2 ? '*'.repeat(text.length) : `${text.slice(0, 2)}${'*'.repeat(Math.min(6, text.length - 2))}`
}

/** The first column of each line of a list of customer numbers, each number once; lines are counted from 1. */
export function readList(text: string): ReadList {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  while (all.length > 0 && (all.at(-1) ?? '').trim() === '') all.pop()
  const seen = new Set<string>()
  const found: ListLine[] = []
  const rejected: RejectedLine[] = []
  const isHeaded = HEADERS.has(firstOf(all[0] ?? '').toLowerCase())
  for (const [at, raw] of all.entries()) {
    if (at === 0 && isHeaded) continue
    const custId = firstOf(raw)
    const reason = reasonOf(custId, seen)
    if (reason !== null) rejected.push({ line: at + 1, shown: shortened(custId), reason })
    else {
      seen.add(custId)
      found.push({ line: at + 1, custId })
    }
  }
  return { lines: all.length - (isHeaded ? 1 : 0), found, rejected }
}

function reasonOf(custId: string, seen: ReadonlySet<string>): ListReason | null {
  if (custId === '') return 'EMPTY'
  if (custId.length > LONGEST) return 'TOO_LONG'
  return seen.has(custId) ? 'REPEATED' : null
}

function firstOf(line: string): string {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line)?.[1]
  return (quoted?.replaceAll('""', '"') ?? line.split(/[,;\t]/)[0] ?? '').trim()
}
