import { compileValue } from '#kernel/rule'
import { identifier, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { tagColumn } from '../domain/snapshot-column.js'
import { customersFrom } from '../sql/customers-from.js'
import { liveTagsQuery } from '../sql/customer-tags-query.js'
import { loadRuleGround } from './rule-schema.js'

/** Values of the tags that follow events or people's words, of one customer as of now; by key. */
export async function liveTags(context: Context, custNo: number): Promise<{ readonly asOf: string; readonly values: ReadonlyMap<string, string | number | boolean | readonly string[] | null> } | null> {
  const ground = await loadRuleGround(context)
  const { snapshot, today, tags, schema, passes, facts, timeZone } = ground
  const keys = [...tags.values()].filter(({ body }) => body.refresh === 'stream' || body.compute.kind === 'manual').map(({ key }) => key)
  if (snapshot === null || today === null || keys.length === 0) return null
  const columns = keys.map((key) => ({ name: tagColumn(key), value: compileValue({ v: 1, kind: 'value', value: { kind: 'tag', tag: key } }, schema, { asOf: today, timeZone, passes }).value }))
  // Only this customer's rows are read, which lie together.
  const own = passes.passes().map((pass) => ({ ...pass, where: sql`${pass.where} AND cust_no = ${custNo}` }))
  const [row] = await context.warehouse.query(liveTagsQuery(customersFrom(identifier(snapshot.table), own, facts), columns, custNo))
  return row === undefined ? null : { asOf: today, values: new Map(keys.map((key) => [key, row[tagColumn(key)] ?? null])) }
}
