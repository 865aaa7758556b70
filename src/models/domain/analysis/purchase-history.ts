import type { PurchaseHistory } from '#kernel/learn'

/** Mean days of a month. */
export const DAYS_A_MONTH = 30.4375
/** A purchase is in the middle of its day. */
const MIDDAY = 0.5

/** Days are counted back from the date; NaN is none. */
export interface PurchaseColumns {
  readonly count: Float64Array
  readonly first: Float64Array
  readonly last: Float64Array
  readonly spent: Float64Array
  readonly opening: Float64Array
  /** Null: the clock of a customer starts with the first purchase. */
  readonly start: Float64Array | null
}

export interface KeptHistory {
  readonly history: PurchaseHistory
  /** Rows whose clock has started. */
  readonly rows: Uint32Array
}

/**
 * Purchase histories in months from each customer's start. With a start of their own every purchase counts from there;
 * without, the first purchase is the start and the later ones count. `sinceDays` is how long ago the data begin.
 */
export function purchaseHistories(columns: PurchaseColumns, sinceDays: number | null): KeptHistory {
  const rows: number[] = []
  const found: (readonly [number, number, number, number])[] = []
  for (let row = 0; row < columns.count.length; row += 1) {
    const one = columns.start === null ? fromFirst(columns, row) : fromStart(columns, row, columns.start[row] as number, sinceDays)
    if (one === null) continue
    rows.push(row)
    found.push(one)
  }
  const column = (at: 0 | 1 | 2 | 3) => Float64Array.from(found, (each) => each[at])
  return { rows: Uint32Array.from(rows), history: { frequency: column(0), recency: column(1), age: column(2), value: column(3) } }
}

type One = readonly [frequency: number, recency: number, age: number, value: number]

function fromFirst(columns: PurchaseColumns, row: number): One | null {
  const count = known(columns.count[row])
  if (count === 0) return null
  const [first, last] = [columns.first[row] as number, columns.last[row] as number]
  const repeats = count - 1
  const recency = repeats === 0 ? 0 : Math.max(MIDDAY, first - last)
  const rest = known(columns.spent[row]) - known(columns.opening[row])
  return [repeats, recency / DAYS_A_MONTH, (first + MIDDAY) / DAYS_A_MONTH, repeats === 0 ? 0 : Math.max(1, rest / repeats)]
}

function fromStart(columns: PurchaseColumns, row: number, start: number, sinceDays: number | null): One | null {
  if (!Number.isFinite(start) || start < 0) return null
  const count = known(columns.count[row])
  const floor = sinceDays === null ? start : Math.min(start, sinceDays)
  const began = count === 0 ? floor : Math.max(floor, columns.first[row] as number)
  const recency = count === 0 ? 0 : began - (columns.last[row] as number) + MIDDAY
  return [count, recency / DAYS_A_MONTH, (began + 1) / DAYS_A_MONTH, count === 0 ? 0 : Math.max(1, known(columns.spent[row]) / count)]
}

function known(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0
}
