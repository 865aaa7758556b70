import { type Mistake } from '#kernel/error'
import { type z } from 'zod'
import { ruleDocument, valueDocument } from './document.js'
import { sizeMistakes } from './limit.js'
import { type RuleDocument, type ValueDocument } from './node.js'

export type Parsed<Document> =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/** Reads the structure of a rule document; every structural mistake is collected with its path. */
export function parseRule(input: unknown): Parsed<RuleDocument> {
  return parsed(input, ruleDocument)
}

/** Reads the structure of a value document. */
export function parseValue(input: unknown): Parsed<ValueDocument> {
  return parsed(input, valueDocument)
}

function parsed<Document>(input: unknown, schema: z.ZodType<Document>): Parsed<Document> {
  const tooBig = sizeMistakes(input)
  if (tooBig.length > 0) return { ok: false, mistakes: tooBig }
  const result = schema.safeParse(input)
  if (result.success) return { ok: true, document: result.data }
  return { ok: false, mistakes: result.error.issues.flatMap((issue) => mistakesOf(issue, [], input)) }
}

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

function mistakesOf(issue: Issue, before: Path, input: unknown): Mistake[] {
  const path = [...before, ...issue.path]
  const at = pathText(path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ code: 'RULE_FIELD_UNKNOWN', path: at, params: { field: key } }))
  }
  const found = valueAt(input, path)
  if (issue.code === 'invalid_union') return unionMistakes(issue, path, found, input)
  if (found === undefined) return [{ code: 'RULE_FIELD_MISSING', path: at, params: {} }]
  if (issue.code === 'invalid_type' && issue.expected === 'object') {
    return [{ code: 'RULE_NODE_EXPECTED', path: at, params: {} }]
  }
  if (at === 'v') return [{ code: 'RULE_VERSION_UNSUPPORTED', path: at, params: { v: shown(found) } }]
  return [
    { code: 'RULE_FIELD_INVALID', path: at, params: { expected: expectation(issue), found: shown(found) } },
  ]
}

function unionMistakes(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  found: unknown,
  input: unknown,
): Mistake[] {
  const at = pathText(path)
  const isObject = typeof found === 'object' && found !== null && !Array.isArray(found)
  if (issue.errors.length === 0) {
    const parent = valueAt(input, path.at(-1) === 'kind' ? path.slice(0, -1) : path)
    if (typeof parent === 'object' && parent !== null && 'kind' in parent) {
      return [{ code: 'RULE_KIND_UNKNOWN', path: at, params: { kind: shown(parent.kind) } }]
    }
    return [
      { code: parent === undefined ? 'RULE_FIELD_MISSING' : 'RULE_NODE_EXPECTED', path: at, params: {} },
    ]
  }
  if (found === undefined) return [{ code: 'RULE_FIELD_MISSING', path: at, params: {} }]
  const branch = isObject ? branchFor(issue.errors, 'kind' in found) : undefined
  if (branch === undefined) {
    return [{ code: 'RULE_FIELD_INVALID', path: at, params: { expected: 'value', found: shown(found) } }]
  }
  return branch.flatMap((inner) => mistakesOf(inner, path, input))
}

/** Of the alternatives of a union, the one the author most likely meant: a node when it has a kind. */
function branchFor(errors: readonly (readonly Issue[])[], hasKind: boolean): readonly Issue[] | undefined {
  const objects = errors.filter(
    (branch) => !branch.some((issue) => issue.path.length === 0 && isPlain(issue)),
  )
  return hasKind ? objects.at(-1) : (objects[0] ?? errors.at(-1))
}

function isPlain(issue: Issue): boolean {
  return issue.code === 'invalid_type' || (issue.code === 'invalid_union' && issue.errors.length > 0)
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.expected
  if (issue.code === 'too_small') return `≥ ${issue.minimum}`
  if (issue.code === 'too_big') return `≤ ${issue.maximum}`
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' | ')
  return issue.code
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined)
  return (text ?? '').slice(0, 60)
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}
