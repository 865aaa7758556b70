import { fail } from '#kernel/error'
import { referencesOf, type FactPass, type RuleDocument } from '#kernel/rule'
import type { Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { storedTable } from '#ingest'
import { blockedTables } from '#quality'
import type { BlockedTable } from '#quality/contract'
import { tableOfAlias } from '../domain/joined-attribute.js'
import { namedTables } from '../domain/joined-field.js'
import { tagReferences } from '../domain/score-tag.js'
import type { RuleGround } from './rule-schema.js'

/** Of some bank tables those a quality rule blocks as of a date, with the rule and source that say so. */
export async function blockedInputs(context: Context, tables: Iterable<string>, asOf: string): Promise<BlockedTable[]> {
  const read = new Set(tables)
  return (await blockedTables(context, asOf)).filter(({ table }) => read.has(table))
}

/** Bank tables everything compiled on a ground reads, the customers among them. */
export function tablesRead(ground: RuleGround): Set<string> {
  return new Set(['customer', ...tablesOf(ground.passes.passes())])
}

function tablesOf(passes: readonly FactPass[]): string[] {
  return passes.flatMap(({ table, alias, columns, starts = [], over }) => [
    tableOfAlias(alias) ?? table,
    ...namedIn([...columns, ...(over?.columns ?? [])].map(({ expression }) => expression)),
    ...starts.flatMap(({ needs }) => tablesOf(needs)),
    ...tablesOf(over?.needs ?? []),
  ])
}

/** Tables of products, benefits and others that rows are asked about. */
function namedIn(expressions: readonly Sql[]): string[] {
  const used = new Set(expressions.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'identifier' ? part.names : []))))
  return namedTables.filter((table) => used.has(storedTable(table)))
}

/** Bank tables the tags a rule names were computed from, also those read from the snapshot. */
export function tablesOfTags(rule: RuleDocument, ground: RuleGround): Set<string> {
  const tables = new Set<string>()
  const seen = new Set<string>()
  const open = [...referencesOf(rule).tags]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const tag = seen.has(key) ? undefined : ground.tags.get(key)
    seen.add(key)
    if (tag === undefined) continue
    const { facts, tags } = tagReferences(tag.body.compute)
    for (const table of facts) tables.add(table)
    open.push(...tags)
  }
  return tables
}

/** Why somebody builds on blocked tables all the same. */
export interface BlockOverride {
  readonly reason: string
}

/**
 * Refuses to build from tables that are blocked, unless somebody who may says why, which is audited.
 * @throws AppError TAGS_SOURCE_BLOCKED
 */
export async function requireUnblocked(context: Context, ground: RuleGround, override: BlockOverride | undefined, actor: Actor): Promise<void> {
  const blocked = await blockedInputs(context, tablesRead(ground), ground.asOf)
  if (blocked.length === 0) return
  const told = blocked.map(({ table, rule, source, asOf }) => `${table}: ${rule}${source === null ? '' : ` @ ${source}`} (${asOf})`).join('; ')
  if (override === undefined) fail('TAGS_SOURCE_BLOCKED', { asOf: ground.asOf, blocked: told }, 'asOf')
  await context.audit.record(actor, { action: 'tags.build-blocked', objectKind: 'tag-snapshot', objectKey: ground.asOf, after: { blocked }, purpose: override.reason })
}
