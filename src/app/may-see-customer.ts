import { identifier, query, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { firstNumberOf } from '#ingest/contract'
import { customersBase, loadRuleGround, visibleTo, type TagPorts } from '#tags'

/** Whether a customer is in the actor's scope, straight from the loads. */
export async function maySeeCustomer(context: Context, ports: TagPorts, actor: Actor, custId: string): Promise<boolean> {
  const ground = await loadRuleGround(context, { useSnapshot: false })
  const base = await customersBase(context, ports, ground)
  const rows = await context.warehouse.query(
    query<{ n: string }>(sql`SELECT count() AS n FROM ${base} AS base WHERE ${identifier('base', 'cust_id')} = ${firstNumberOf(custId)} AND ${visibleTo(actor)}`),
  )
  return Number(rows[0]?.n ?? 0) > 0
}
