import { parseRecord } from './parse-record.js'

export interface SniffedDialect {
  readonly delimiter: string
  readonly quotes: boolean
  readonly header: boolean
}

const DELIMITERS = [',', ';', '\t', '|'] as const
const NUMBER_LIKE = /^[-+]?\d[\d.,:/\- ]*$/

/** Guesses delimiter and header from the first lines: the delimiter that gives most lines the same number (> 1) of fields. */
export function sniffDialect(lines: readonly string[]): SniffedDialect {
  const quotes = lines.some((line) => line.includes('"'))
  const best = DELIMITERS.map((delimiter) => ({ delimiter, score: evenness(lines, delimiter, quotes) })).reduce((a, b) =>
    b.score > a.score ? b : a,
  )
  return { delimiter: best.delimiter, quotes, header: looksLikeHeader(lines, best.delimiter, quotes) }
}

function evenness(lines: readonly string[], delimiter: string, quotes: boolean): number {
  const counts = lines.map((line) => parseRecord(line, delimiter, quotes).length)
  const usual = counts[0] ?? 1
  if (usual < 2) return 0
  return (counts.filter((count) => count === usual).length / counts.length) * 100 + usual / 100
}

/** A header has no numbers and differs from the rows below it, where some column is all numbers. */
function looksLikeHeader(lines: readonly string[], delimiter: string, quotes: boolean): boolean {
  const [first, ...rows] = lines.map((line) => parseRecord(line, delimiter, quotes))
  if (!first || first.some((field) => field === '' || NUMBER_LIKE.test(field))) return false
  if (new Set(first).size !== first.length) return false
  return rows.length === 0 || first.some((name, column) => rows.every((row) => row[column] !== name))
}
