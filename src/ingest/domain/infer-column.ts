import { parseDate, type DatePattern } from '#kernel/calendar'
import type { InferredColumn } from '../contract.js'

const MISSING = new Set(['', 'NULL', 'null', '\\N', '?', 'NA', 'N/A'])
const BOOL = /^(true|false|yes|no|y|n|t|f|是|否|0|1)$/i
const INT = /^[+-]?\d{1,18}$/
const DECIMAL = /^[+-]?\d+([.,]\d+)?$/
const DATES = ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYYMMDD', 'YYMMDD', 'DD/MM/YYYY', 'DD.MM.YYYY', 'MM/DD/YYYY'] as const
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?/
const LONGEST_SAMPLE = 60
/** A type is inferred when at most this share of the values does not fit; those that do not are counted and shown. */
const TOLERANCE = 0.05

interface Candidate {
  readonly type: InferredColumn['type']
  readonly format: InferredColumn['format']
  readonly fits: (text: string) => boolean
}

const candidates: readonly Candidate[] = [
  { type: 'bool', format: null, fits: (text) => BOOL.test(text) },
  ...DATES.map((format) => ({ type: 'date' as const, format, fits: (text: string) => isDate(text, format) })),
  { type: 'instant', format: 'ISO', fits: (text) => INSTANT.test(text) },
  { type: 'int', format: null, fits: (text) => INT.test(text) },
  { type: 'decimal', format: null, fits: (text) => DECIMAL.test(text) },
]

/** Spellings the date reader does not know, as one it does. */
const RESPELT: Partial<Record<(typeof DATES)[number], { shape: RegExp; from: string; to: string; pattern: DatePattern }>> = {
  'YYYY/MM/DD': { shape: /^\d{4}\/\d{2}\/\d{2}$/, from: '/', to: '-', pattern: 'YYYY-MM-DD' },
  'DD.MM.YYYY': { shape: /^\d{2}\.\d{2}\.\d{4}$/, from: '.', to: '/', pattern: 'DD/MM/YYYY' },
}

function isDate(text: string, format: (typeof DATES)[number]): boolean {
  const respelt = RESPELT[format]
  if (respelt) return respelt.shape.test(text) && parseDate(text.replaceAll(respelt.from, respelt.to), respelt.pattern) !== null
  return parseDate(text, format as DatePattern) !== null
}

/** Infers a column's type from sampled texts, with what does not fit counted. */
export function inferColumn(name: string, texts: readonly string[]): InferredColumn {
  const values = texts.map((text) => text.trim()).filter((text) => !MISSING.has(text))
  const distinct = new Set(values)
  const best = values.length === 0 ? undefined : candidates.find((candidate) => misfitsOf(values, candidate).length <= values.length * TOLERANCE)
  const misfits = best ? misfitsOf(values, best) : []
  const few = distinct.size > 0 && distinct.size <= 50 && distinct.size * 4 <= values.length
  return {
    name,
    type: best?.type ?? (few ? 'enum' : 'text'),
    format: best?.format ?? null,
    values: values.length,
    empty: texts.length - values.length,
    misfits: misfits.length,
    misfitSamples: [...new Set(misfits)].slice(0, 5).map(cut),
    distinct: distinct.size,
    samples: [...distinct].slice(0, 5).map(cut),
  }
}

function misfitsOf(values: readonly string[], candidate: Candidate): string[] {
  return values.filter((value) => !candidate.fits(value))
}

function cut(text: string): string {
  return text.length > LONGEST_SAMPLE ? `${text.slice(0, LONGEST_SAMPLE)}…` : text
}
