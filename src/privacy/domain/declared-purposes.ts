import { z } from 'zod'
import { nodesOf, ruleDocument, valueDocument, type RuleDocument, type ValueDocument } from '#kernel/rule'
import { purposeCode } from './purposes.js'

const declaring = z.object({ purposes: z.array(z.string()).optional(), purpose: z.string().optional() })

/** Codes a body declares: its list, else the one purpose it names; null when it says nothing. */
export function declaredOf(body: unknown): readonly string[] | null {
  const parsed = declaring.safeParse(body)
  if (!parsed.success) return null
  const { purposes, purpose } = parsed.data
  if (purposes !== undefined && purposes.length > 0) return purposes.map(purposeCode)
  return purpose === undefined || purpose.trim() === '' ? null : [purposeCode(purpose.trim())]
}

const withRule = z.union([
  z.object({ rule: ruleDocument }).transform(({ rule }): RuleDocument | ValueDocument => rule),
  z.object({ compute: z.union([valueDocument, ruleDocument]) }).transform(({ compute }): RuleDocument | ValueDocument => compute),
])

/** The rule or value a tag or segment is made of; null when its body has none. */
export function documentOf(body: unknown): RuleDocument | ValueDocument | null {
  const parsed = withRule.safeParse(body)
  return parsed.success ? parsed.data : null
}

/** A column of the bank. */
export interface FieldUse {
  readonly table: string
  /** null: rows are counted, no column is read. */
  readonly field: string | null
}

/** Columns a rule or value reads: attributes, and of facts what is aggregated and filtered by. */
export function fieldsOf(document: RuleDocument | ValueDocument): FieldUse[] {
  const found = nodesOf(document).flatMap(({ node }): FieldUse[] => {
    if (node.kind === 'attr') return [{ table: node.table, field: node.field }]
    if (node.kind !== 'agg') return []
    const filter = node.filter === undefined ? [] : nodesOf({ v: 1, kind: 'rule', rule: node.filter })
    const filtered = filter.flatMap(({ node: each }) => (each.kind === 'field' ? [{ table: node.table, field: each.field }] : []))
    return [{ table: node.table, field: node.field ?? null }, ...filtered]
  })
  const byName = new Map(found.map((use) => [`${use.table}.${use.field ?? ''}`, use]))
  return [...byName.values()]
}

/** What one source gives for a column, and for which purposes. */
export interface FieldGrant {
  readonly source: string
  readonly purposes: readonly string[]
}

const sourceBody = z.object({
  targets: z.array(
    z.object({
      table: z.string(),
      columns: z.record(z.string(), z.unknown()),
      attributes: z.record(z.string(), z.unknown()).optional(),
      columnPurposes: z.record(z.string(), z.array(z.string())).optional(),
    }),
  ),
})

/** Every grant of a column by the sources that fill it; a source without purposes grants nothing and forbids nothing. */
export function grantsOf(sources: readonly { readonly key: string; readonly body: unknown }[], use: FieldUse): FieldGrant[] {
  return sources.flatMap(({ key, body }) => {
    const parsed = sourceBody.safeParse(body)
    const declared = declaredOf(body)
    if (!parsed.success || declared === null) return []
    return parsed.data.targets.flatMap((target): FieldGrant[] => {
      if (target.table !== use.table) return []
      const has = use.field === null || use.field in target.columns || use.field in (target.attributes ?? {})
      if (!has) return []
      return [{ source: key, purposes: (use.field === null ? undefined : target.columnPurposes?.[use.field]) ?? declared }]
    })
  })
}
