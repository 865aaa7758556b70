import { addDays, dayStart } from '#kernel/calendar'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { sql, type Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns, readSealed } from '#ingest'
import type { CustomerSearch } from '../contract.js'
import type { CustomerPorts } from '../ports.js'
import { presentFound } from '../present.js'
import { lastActivityQuery, recentActivity } from '../sql/activity-query.js'
import { assetsQuery, recentAssets, type AssetsRow } from '../sql/assets-query.js'
import { placedCustomers } from '../sql/customer-rows.js'
import { isOneOf, SEARCH_COLUMNS, searchCountQuery, searchQuery, type FoundRow, type SortBy } from '../sql/search-query.js'
import { findIdentified } from './find-identified.js'
import { loadGround, runsOf, seesExactly, visibleTo, warehouseInstant, type Ground } from './ground.js'

const FACTS = ['aum_daily', 'aum_month', 'txn', 'app_event'] as const

/** Sorting by assets or activity looks back this far; who has none in it comes last. Of assets by day the last few suffice. */
const SORT_DAYS = 100
const SORT_RECENT_DAYS = 3

/** One page of customers in the asker's scope. A search by a direct identifier is audited with its purpose. */
export async function searchCustomers(context: Context, ports: CustomerPorts, asked: CustomerSearch, actor: Actor) {
  const ground = await loadGround(context, ports, asked.asOf)
  const runs = await bankRuns(context.runs, 'customer', ground.asOf)
  const where = [visibleTo(actor), ...(await conditions(context, ports, asked, actor, ground))]
  const place = { customers: placedCustomers(runs, ground.orgs, SEARCH_COLUMNS), where }
  const page = { sort: await sortBy(context, asked, ground), descending: asked.order === 'desc', after: cursorOf(asked.cursor), limit: asked.limit + 1 }
  const [rows, counted] = await Promise.all([context.warehouse.query(searchQuery(place, page)), context.warehouse.query(searchCountQuery(place))])
  const items = rows.slice(0, asked.limit)
  const last = items.at(-1)
  const told = await tellMore(context, items, ground)
  const view = { exact: seesExactly(actor), ccy: context.settings.currency }
  return {
    asOf: ground.asOf,
    items: items.map((row) => presentFound(row, { ...told, orgs: ground.orgs, asOf: ground.asOf, view })),
    nextCursor: rows.length > asked.limit && last ? encodeCursor([Number(last.sort_key), last.cust_id]) : null,
    total: Number(counted[0]?.n ?? 0),
  }
}

function cursorOf(cursor: string | undefined) {
  if (cursor === undefined) return null
  const [key, custId] = decodeCursor(cursor)
  return typeof key === 'number' && Number.isSafeInteger(key) && typeof custId === 'string' ? { key, custId } : fail('CURSOR_INVALID', {}, 'cursor')
}

async function conditions(context: Context, ports: CustomerPorts, asked: CustomerSearch, actor: Actor, ground: Ground): Promise<Sql[]> {
  const where: Sql[] = []
  if (asked.text !== '' && asked.by === 'custId') where.push(sql`startsWith(cust_id, ${asked.text})`)
  else if (asked.text !== '') where.push(isOneOf(await findIdentified(context, ports, asked, actor)))
  if (asked.rm !== undefined) where.push(sql`rm = ${asked.rm}`)
  if (asked.status !== undefined) where.push(sql`toString(status) = ${asked.status}`)
  if (asked.orgId !== undefined) {
    const org = ground.orgs.find(({ orgId }) => orgId === asked.orgId) ?? fail('CUSTOMER_ORG_UNKNOWN', { orgId: asked.orgId }, 'orgId')
    where.push(sql`startsWith(org_path, ${org.path})`)
  }
  if (asked.segment !== undefined || asked.tag !== undefined) where.push(await ports.members({ segment: asked.segment, tag: asked.tag }, ground.asOf))
  return where
}

async function sortBy(context: Context, asked: CustomerSearch, ground: Ground): Promise<SortBy> {
  if (asked.sort === 'custId' || asked.sort === 'opened') return { kind: asked.sort }
  const [{ assets, activity }, newest] = await Promise.all([factRuns(context, ground), newestLoad(context, ground.asOf)])
  const from = addDays(newest, -SORT_DAYS)
  if (asked.sort === 'assets') return { kind: 'joined', rows: recentAssets(assets, { days: addDays(newest, -SORT_RECENT_DAYS), months: from, asOf: ground.asOf }) }
  return { kind: 'joined', rows: recentActivity(activity, warehouseInstant(dayStart(from, context.settings.timeZone)), ground.end) }
}

/** Business date of the newest load of assets or activity: a bank that has not loaded for months still sorts. */
async function newestLoad(context: Context, asOf: string): Promise<string> {
  const runs = await Promise.all(FACTS.map((table) => context.runs.latest('load', table, asOf)))
  return runs.map((run) => run?.asOf ?? '').sort().at(-1) || asOf
}

async function factRuns(context: Context, ground: Ground) {
  const of = await runsOf(context, FACTS, ground.asOf)
  return { assets: { aumDaily: of('aum_daily'), aumMonth: of('aum_month') }, activity: { txn: of('txn'), appEvent: of('app_event') } }
}

/** Names, assets and last activity of one page. */
async function tellMore(context: Context, items: readonly FoundRow[], ground: Ground) {
  if (items.length === 0) return { names: new Map<string, { name: string }>(), assets: new Map<string, AssetsRow>(), activity: new Map<string, string>() }
  const who = { custNos: [...new Set(items.map((row) => row.cust_no))], custIds: items.map((row) => row.cust_id) }
  const { assets, activity } = await factRuns(context, ground)
  const [names, assetRows, activityRows] = await Promise.all([
    readSealed(context, who.custIds, ['name']),
    context.warehouse.query(assetsQuery(assets, who, ground.asOf)),
    context.warehouse.query(lastActivityQuery(activity, who, ground.end)),
  ])
  return {
    names,
    assets: new Map(assetRows.map((row) => [row.cust_id, row])),
    activity: new Map(activityRows.map((row) => [row.cust_id, row.at])),
  }
}
