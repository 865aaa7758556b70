import type { ParamValue, TypedParam } from './param.js'
import type { Sql } from './template.js'

export interface RenderedSql {
  /** SQL with `{p0:Type}` places. */
  readonly text: string
  /** Values for the places, by name. */
  readonly params: Readonly<Record<string, ParamValue>>
}

/** Text with typed parameter places, and the values. Equal values of equal type share one place. */
export function renderSql(piece: Sql): RenderedSql {
  const params: Record<string, ParamValue> = {}
  const seen = new Map<string, string>()
  const place = (bound: TypedParam): string => {
    const key = `${bound.type}:${JSON.stringify(bound.value, bigintAsText)}`
    let name = seen.get(key)
    if (name === undefined) {
      name = `p${seen.size}`
      seen.set(key, name)
      params[name] = bound.value
    }
    return `{${name}:${bound.type}}`
  }
  return { text: written(piece, place), params }
}

/** The text of a statement, its values written as `value` says. */
function written(piece: Sql, value: (bound: TypedParam) => string): string {
  return piece.parts
    .map((part) => {
      if (part.kind === 'text') return part.text
      if (part.kind === 'identifier') return part.names.map((name) => `\`${name}\``).join('.')
      return value(part)
    })
    .join('')
}

const bigintAsText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `${value}n` : value

/**
 * Text with values written as escaped literals, for DDL (the engine binds no parameters there) and error reports.
 */
export function renderInline(piece: Sql): string {
  return written(piece, ({ value, type }) => literal(value, type))
}

/**
 * Text with every value as a literal of its bound type, meaning what `renderSql` and its parameters mean: a number stays
 * an Int64, a list of numbers an Array(UInt64). For an engine whose parameters cost more than their text.
 */
export function renderTyped(piece: Sql): string {
  return written(piece, typed)
}

function typed({ value, type }: TypedParam): string {
  if (type === 'String' || type === 'Bool') return literal(value, type)
  const bare = Array.isArray(value)
    ? `[${value.map((item: string | number | bigint) => literal(item, typeof item === 'string' ? 'String' : type)).join(',')}]`
    : literal(value, typeof value === 'string' ? 'String' : type)
  return `CAST(${bare}, ${literal(type, 'String')})`
}

function literal(value: ParamValue, type: string): string {
  if (Array.isArray(value)) {
    const inner = type.slice('Array('.length, -1)
    return `[${value.map((item: string | number | bigint) => literal(item, inner)).join(', ')}]`
  }
  if (typeof value === 'string') {
    const quoted = `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`
    return type === 'String' ? quoted : `CAST(${quoted}, ${literal(type, 'String')})`
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return String(value)
}
