import { isValidDate } from '#kernel/calendar'
import { type LiteralValue, type Scalar } from './node.js'
import { type TypeInfo } from './schema.js'

/** A literal found fit for a type, or the reason it is not. */
export type LiteralCheck<T> =
  | { readonly ok: true; readonly value: T; readonly type: TypeInfo }
  | { readonly ok: false; readonly code: 'RULE_LITERAL_INVALID' | 'RULE_ENUM_UNKNOWN' }

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/
const bad = { ok: false, code: 'RULE_LITERAL_INVALID' } as const

/** Whether a date can be kept by the warehouse (Date32: 1900 to 2299). */
export function isStorableDate(text: string): boolean {
  return isValidDate(text) && text >= '1900-01-01' && text <= '2299-12-31'
}

/**
 * Checks one literal against the type it is compared with. An integer may be compared with a fraction; an instant
 * with a date, which then means its business day.
 */
export function checkScalar(value: Scalar, info: TypeInfo): LiteralCheck<Scalar> {
  switch (info.type) {
    case 'bool':
      return typeof value === 'boolean' ? { ok: true, value, type: info } : bad
    case 'int':
    case 'decimal':
    case 'money':
      return checkNumber(value, info)
    case 'string':
    case 'enum':
    case 'set':
      return checkText(value, info)
    case 'date':
    case 'instant':
      return checkTime(value, info)
  }
}

function checkNumber(value: Scalar, info: TypeInfo): LiteralCheck<Scalar> {
  if (typeof value !== 'number' || !Number.isFinite(value)) return bad
  const whole = Number.isSafeInteger(value)
  if (info.type === 'money') return whole ? { ok: true, value, type: info } : bad
  if (info.type === 'int' && !whole) return { ok: true, value, type: { ...info, type: 'decimal' } }
  return { ok: true, value, type: info }
}

function checkText(value: Scalar, info: TypeInfo): LiteralCheck<Scalar> {
  if (typeof value !== 'string' || value.includes('\0')) return bad
  if (info.type === 'string' || info.values === undefined || info.isOpen === true) return { ok: true, value, type: info }
  const known = info.values.some((each) => each.code === value)
  return known ? { ok: true, value, type: info } : { ok: false, code: 'RULE_ENUM_UNKNOWN' }
}

function checkTime(value: Scalar, info: TypeInfo): LiteralCheck<Scalar> {
  if (typeof value !== 'string') return bad
  if (isStorableDate(value)) return { ok: true, value, type: { ...info, type: 'date' } }
  const match = info.type === 'instant' ? INSTANT.exec(value) : null
  if (match === null || !isStorableDate(String(match[1]))) return bad
  return { ok: true, value: new Date(value).toISOString(), type: info }
}

/** Checks a literal standing alone against its declared type; only a set may be a list. */
export function checkLiteral(value: LiteralValue, info: TypeInfo): LiteralCheck<Scalar | readonly string[]> {
  if (info.type !== 'set') {
    if (isList(value)) return bad
    const checked = checkScalar(value, info)
    return checked.ok && checked.type.type !== info.type ? bad : checked
  }
  if (!isList(value)) return bad
  const texts = value.filter((item): item is string => typeof item === 'string' && !item.includes('\0'))
  return texts.length === value.length ? { ok: true, value: [...new Set(texts)], type: info } : bad
}

export function isList(value: unknown): value is readonly Scalar[] {
  return Array.isArray(value)
}
