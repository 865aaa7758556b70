import { fail } from '#kernel/error'
import { armOf, bucketOf, decodeCursor, encodeCursor } from '#kernel/id'
import { identifier, sql, type Sql } from '#kernel/sql'
import { scopeCondition, type Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import { customersBase, loadRuleGround, visibleTo, type TagPorts } from '#tags'
import { listCountQuery, listPageQuery, seenQuery, storedArmQuery, unitsOf, type MemberRow } from '../sql/member-queries.js'
import { getList, listsOf, liveLists, type StoredList } from '../store/list-store.js'

/** Who of a list the actor may see. */
function visibleMembers(actor: Actor): Sql {
  return scopeCondition(actor.scope, { orgPath: identifier('org_path'), rm: identifier('rm') })
}

/** One page of a list's members, in the asker's scope. */
export async function readListMembers(context: Context, id: string, actor: Actor, page: { cursor?: string | undefined; limit: number }) {
  const list = await getList(context.ledger.db, id)
  const visible = visibleMembers(actor)
  const after = page.cursor === undefined ? 0 : Number(decodeCursor(page.cursor)[0])
  const rows = await context.warehouse.query(listPageQuery({ runId: list.runId, visible, after, limit: page.limit + 1 }))
  const total = Number((await context.warehouse.query(listCountQuery({ runId: list.runId, visible })))[0]?.n ?? 0)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > page.limit && last ? encodeCursor([last.cust_no]) : null, total }
}

/** Every visible member as CSV with a watermark line; audited before the first byte. */
export async function exportList(context: Context, id: string, actor: Actor, purpose: string) {
  const list = await getList(context.ledger.db, id)
  await context.audit.record(actor, { action: 'list.export', objectKind: 'list', objectKey: id, purpose })
  const mark = `Qunce export / list ${id} / ${actor.name} / ${context.clock.now().toISOString()} / ${purpose}`
  return { name: `list-${list.strategy}-${id}.csv`, bytes: memberLines(context, list, visibleMembers(actor), mark) }
}

const EXPORT_PAGE = 20_000

async function* memberLines(context: Context, list: StoredList, visible: Sql, mark: string): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}`
  yield neutralCsvLine(['cust_id', 'org_path', 'rm', 'arm'])
  for await (const rows of memberPages(context, list, visible, EXPORT_PAGE)) {
    yield rows.map((row) => neutralCsvLine([row.cust_id, row.org_path, row.rm, row.arm])).join('')
  }
}

/** A list's members in customer-number order, page by page; everybody unless `visible` narrows it. */
export async function* memberPages(context: Context, list: { readonly runId: number }, visible: Sql = sql`(1 = 1)`, size = EXPORT_PAGE): AsyncIterable<MemberRow[]> {
  let after = 0
  for (;;) {
    const rows = await context.warehouse.query(listPageQuery({ runId: list.runId, visible, after, limit: size }))
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length < size || last === undefined) return
    after = last.cust_no
  }
}

export interface ArmQuestion {
  readonly strategy: string
  readonly custId: string
  readonly list?: string | undefined
}

/**
 * Which arm a customer is in: the stored one for ever; for a customer not in the list the arm the same hash gives.
 * A customer outside the asker's scope is not found.
 */
export async function findArm(context: Context, ports: TagPorts, asked: ArmQuestion, actor: Actor) {
  const list = await listAsked(context, asked)
  const stored = (await context.warehouse.query(storedArmQuery(list.runId, asked.custId, visibleMembers(actor))))[0]
  if (stored !== undefined) return { arm: stored.arm, bucket: stored.bucket, listId: list.id, notInList: false }
  const ground = await loadRuleGround(context, { useSnapshot: false })
  const from = sql`${await customersBase(context, ports, ground)} AS base`
  const seen = Number((await context.warehouse.query(seenQuery(from, asked.custId, visibleTo(actor))))[0]?.n ?? 0)
  const elsewhere = await context.warehouse.query(storedArmQuery(list.runId, asked.custId, sql`(1 = 1)`))
  if (seen === 0 || elsewhere.length > 0) return fail('NOT_FOUND', { what: 'customer' })
  const bucket = bucketOf(list.salt, asked.custId)
  return { arm: armOf(bucket, list.arms), bucket, listId: list.id, notInList: true }
}

async function listAsked(context: Context, asked: ArmQuestion): Promise<StoredList> {
  if (asked.list !== undefined) {
    const list = await getList(context.ledger.db, asked.list)
    return list.strategy === asked.strategy ? list : fail('NOT_FOUND', { what: `list ${asked.list}` })
  }
  const live = await liveLists(context.ledger, asked.strategy, await context.businessClock.today())
  return live[0] ?? fail('LIST_NONE', { key: asked.strategy })
}

/** What a later room needs of a list: its rows' run and its arms. */
export async function listRun(context: Context, listId: string) {
  const list = await getList(context.ledger.db, listId)
  return { list, runId: list.runId, arms: list.arms }
}

/**
 * Rows `cust_no, arm` of a strategy's list, for evaluation by intention to treat: the one asked for, else the newest
 * released one, else the newest.
 */
export async function listUnits(context: Context, strategy: string, listId?: string): Promise<{ units: Sql; asOf: string }> {
  const lists = (await listsOf(context.ledger, strategy)).filter((list) => list.status !== 'CANCELLED')
  const asked = listId === undefined ? (lists.find((list) => list.status === 'RELEASED') ?? lists[0]) : lists.find((list) => list.id === listId)
  if (asked === undefined) return fail('LIST_NONE', { key: strategy })
  return { units: unitsOf(asked.runId), asOf: asked.asOf }
}
