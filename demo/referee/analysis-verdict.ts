/** One thing the specification asks of an analysis, and what came of it. */
export interface Judgement {
  readonly truth: string
  readonly what: string
  readonly found: string
  readonly wanted: string
  readonly met: boolean
  /** Missed, and the truth itself shows that nobody who sees only what the bank sees can meet it. */
  readonly beyond?: boolean
  /** Whether it holds by the wider bounds of a bank of a few thousand; absent where so few customers can tell nothing. */
  readonly small?: boolean
}

export interface Judged {
  readonly judgements: readonly Judgement[]
  /** More to read, line by line. */
  readonly notes: readonly string[]
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const NOT_JUDGED = 'not judged 不判'

/** What came of a judgement, by the specification or, on a small bank, by the wider bounds. */
function outcome({ met, beyond, small }: Judgement, onSmall: boolean): string {
  if (onSmall) return small === undefined ? NOT_JUDGED : small ? 'holds 成立' : 'FAILS 不成立'
  if (met) return 'met 达到'
  return beyond === true ? 'missed, beyond reach 未达到，不可达' : 'MISSED 未达到'
}

/** Whether all holds that can; what is beyond everybody's reach, or not judged on a small bank, is said and does not count. */
export function allHold(all: readonly Judged[], onSmall = false): boolean {
  return all.every(({ judgements }) => judgements.every(({ met, beyond, small }) => (onSmall ? small !== false : met || beyond === true)))
}

/** Judgements as a table. */
export function sayJudged(all: readonly Judged[], onSmall = false): string[] {
  const rows = all.flatMap(({ judgements }) => judgements).map((each) => [each.truth, each.what, each.found, each.wanted, outcome(each, onSmall)])
  const head = ['truth 真值', 'what 项目', 'found 结果', 'wanted 要求', '']
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => widthOf(row[at] ?? ''))))
  const line = (row: readonly string[]) => `  ${row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell))).join('  ')}`.trimEnd()
  return [line(head), ...rows.map(line), ...all.flatMap(({ notes }) => notes.map((note) => `  ${note}`))]
}

/** Chinese characters are two columns wide. */
function widthOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0)
}

/** A stretch of a clock; where it goes round, `from` may be above `to`. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Cells of a stretch on a clock of `size` cells beginning at `first`; a clock that does not go round has no size. */
function cellsOf({ from, to }: Stretch, size: number | null, first: number): number[] {
  const length = to >= from ? to - from + 1 : (size ?? 0) - from + to + 1
  return Array.from({ length }, (_, at) => (size === null ? from + at : first + ((from - first + at) % size)))
}

/** Share of the planted stretch a found one covers, and of the found one that was planted. */
export function overlapOf(planted: Stretch, found: Stretch, size: number | null, first = 0): { readonly covered: number; readonly true: number } {
  const [a, b] = [cellsOf(planted, size, first), cellsOf(found, size, first)]
  const both = a.filter((cell) => b.includes(cell)).length
  return { covered: both / a.length, true: both / b.length }
}
