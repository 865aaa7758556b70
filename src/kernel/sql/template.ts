import { param, paramTypeOf, type ParamValue, type TypedParam } from './param.js'

export type SqlPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'identifier'; readonly names: readonly string[] }
  | TypedParam

/** A piece of SQL: text, identifiers and bound values. Immutable; compose with the `sql` tag. */
export interface Sql {
  readonly kind: 'sql'
  readonly parts: readonly SqlPart[]
}

export type SqlInput = Sql | TypedParam | ParamValue

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

export function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'sql'
}

function isParam(value: SqlInput): value is TypedParam {
  return typeof value === 'object' && 'kind' in value && value.kind === 'param'
}

/**
 * Builds SQL from a template. An interpolated `Sql` is spliced in, everything else becomes a bound value;
 * no interpolation is ever text.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly SqlInput[]): Sql {
  const parts: SqlPart[] = []
  strings.forEach((text, at) => {
    if (text !== '') parts.push({ kind: 'text', text })
    const value = values[at]
    if (value === undefined) return
    if (isSql(value)) parts.push(...value.parts)
    else parts.push(isParam(value) ? value : param(value, paramTypeOf(value)))
  })
  return { kind: 'sql', parts }
}

/**
 * A table, column or alias name, quoted. Only letters, digits and underscore are accepted.
 * @throws TypeError on any other name: names come from our own code and checked definitions, never from raw input.
 */
export function identifier(...names: readonly string[]): Sql {
  for (const name of names) if (!NAME.test(name)) throw new TypeError(`not an SQL name: ${JSON.stringify(name)}`)
  return { kind: 'sql', parts: [{ kind: 'identifier', names }] }
}

/** Joins pieces with a separator given as SQL; an empty list gives `empty`. */
export function join(pieces: readonly Sql[], separator: Sql = sql`, `, empty: Sql = sql``): Sql {
  if (pieces.length === 0) return empty
  const parts: SqlPart[] = []
  pieces.forEach((piece, at) => {
    if (at > 0) parts.push(...separator.parts)
    parts.push(...piece.parts)
  })
  return { kind: 'sql', parts }
}

/**
 * Fixed SQL text from a closed set of our own literals (a type name, ASC or DESC). Never for anything a person,
 * file or definition supplied.
 */
export function raw(text: string): Sql {
  return { kind: 'sql', parts: [{ kind: 'text', text }] }
}
