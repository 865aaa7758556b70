import type { ManualValue } from '../contract.js'

type Rules = Pick<ManualValue, 'type' | 'values'>

/** A value as it is stored when the definition allows it; null when it does not. A code may be written as its name. */
export function allowedValue(text: string, { type, values = [] }: Rules): string | null {
  const asked = text.trim()
  if (type === 'int') return /^[+-]?\d{1,15}$/.test(asked) ? String(Number(asked)) : null
  if (type === 'bool') return YES.has(asked.toLowerCase()) ? 'true' : NO.has(asked.toLowerCase()) ? 'false' : null
  return values.find(({ code, zh, en }) => code === asked || zh === asked || en.toLowerCase() === asked.toLowerCase())?.code ?? null
}

const YES = new Set(['true', '1', 'yes', 'y', '是'])
const NO = new Set(['false', '0', 'no', 'n', '否'])

export interface MarkLine {
  readonly line: number
  readonly custId: string
  readonly value: string | null
  readonly until: string | null
}

const HEADERS = new Set(['cust_id', 'custid', 'customer', '客户号', '客户编号'])
const DATE = /^\d{4}-\d{2}-\d{2}$/

/** Lines of a customer number, a value and a last day, by comma, semicolon or tab; the last two may be missing. Lines are counted from 1. */
export function readMarkLines(content: string): (MarkLine & { readonly badUntil: boolean })[] {
  return content
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((text, at) => ({ line: at + 1, cells: text.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')) }))
    .filter(({ line, cells }) => (cells[0] ?? '') !== '' && !(line === 1 && HEADERS.has((cells[0] ?? '').toLowerCase())))
    .map(({ line, cells: [custId = '', value = '', until = ''] }) => ({ line, custId, value: value === '' ? null : value, until: until === '' ? null : until, badUntil: until !== '' && !isDate(until) }))
}

function isDate(text: string): boolean {
  return DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
}
