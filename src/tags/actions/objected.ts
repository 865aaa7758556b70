import type { TypeInfo } from '#kernel/rule'
import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { objectionsOfPerson, readObjectors } from '#privacy'
import type { Tag } from '../contract.js'
import { objectionScopes, type ObjectableTag } from '../domain/objection-scope.js'
import { tagColumn } from '../domain/snapshot-column.js'
import type { TagSnapshot } from './latest-snapshot.js'
import type { RuleGround } from './rule-schema.js'

/** A tag's value computed now, missing for who objects to it. */
export function withoutObjectors(tag: ObjectableTag, value: Sql, { type }: TypeInfo, { objectors, passes, asOf }: Pick<RuleGround, 'objectors' | 'passes' | 'asOf'>): Sql {
  const scopes = objectionScopes(tag).filter((scope) => objectors.tags.has(scope))
  const conditions = scopes.map((scope) => {
    const alias = scope === tag.key ? `o_${tagColumn(scope)}` : 'o_personal'
    passes.addRows(alias, objectors.rows([scope]), asOf)
    return sql`ifNull(${identifier(alias, 'value')}, 0) = 1`
  })
  return conditions.length === 0 ? value : missingIf(join(conditions, sql` OR `), value, type)
}

/** A snapshot's column of a tag, missing for who objected to it since the snapshot was built. */
export function withoutRecent(tag: ObjectableTag, column: Sql, type: string, { objectors }: Pick<RuleGround, 'objectors'>): Sql {
  const who = objectionScopes(tag).flatMap((scope) => objectors.recent.get(scope) ?? [])
  return who.length === 0 ? column : missingIf(sql`has(${param([...new Set(who)], 'Array(UInt32)')}, ${identifier('base', 'cust_no')})`, column, type)
}

/** A set is missing when it is empty. */
function missingIf(condition: Sql, value: Sql, type: string): Sql {
  return type === 'set' ? sql`if(${condition}, emptyArrayString(), ${value})` : sql`if(${condition}, NULL, ${value})`
}

/** Persons who objected to a tag since a snapshot was built, whose value it still has. */
export async function objectedSince(context: Context, snapshot: TagSnapshot): Promise<(tag: ObjectableTag) => readonly number[]> {
  const { recent } = await readObjectors(context, snapshot.objectorsAt ?? null)
  return (tag) => objectionScopes(tag).flatMap((scope) => recent.get(scope) ?? [])
}

type Row = Readonly<Record<string, string | number | boolean | null>>

/** Takes out of rows of a snapshot (with `cust_no`) what customers objected to since it was built. */
export async function withoutRefused(context: Context, snapshot: TagSnapshot): Promise<(row: Row) => Row> {
  const since = await objectedSince(context, snapshot)
  const bodies = new Map((await context.definitions.list<Tag>('tag')).map(({ key, body }) => [key, body]))
  const refused = snapshot.tags.map(({ key, column }) => ({ column, who: since({ key, body: bodies.get(key) }) })).filter(({ who }) => who.length > 0)
  return (row) => refused.reduce((left, { column, who }) => (column in left && who.includes(Number(left['cust_no'])) ? { ...left, [column]: null } : left), row)
}

/** Which of some tags a person objects to, and since when. */
export async function objectedBy(context: Context, custNo: number): Promise<(tag: ObjectableTag) => string | null> {
  const said = await objectionsOfPerson(context, custNo)
  return (tag) => objectionScopes(tag).map((scope) => said.get(scope)).find((since) => since !== undefined) ?? null
}

/** Since when a person objects to a tag; null who does not. */
export async function refusedSince(context: Context, key: string, custNo: number): Promise<string | null> {
  const head = (await context.definitions.list<Tag>('tag')).find((each) => each.key === key)
  return (await objectedBy(context, custNo))({ key, body: head?.body })
}
