import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { PageQuery } from '#platform/http/contract'
import { findSubject, visibleSubjects } from '#privacy'
import type { CustomerMarks, Mark, Tag } from '../../contract.js'
import { presentMark } from '../../present-mark.js'
import type { TagPorts } from '../../ports.js'
import { markPageQuery, marksOfQuery, markTotalQuery } from '../../sql/mark-queries.js'
import { manualTag } from './mark-customer.js'

/** Words about customers in reach, newest first. @throws AppError TAG_NOT_MANUAL */
export async function pageMarks(context: Context, ports: TagPorts, key: string, page: PageQuery, actor: Actor) {
  const { compute } = await manualTag(context, key)
  const place = { set: compute.set, ...(await visibleSubjects(context, ports, actor)) }
  const cursor = page.cursor === undefined ? null : decodeCursor(page.cursor)
  const rows = await context.warehouse.query(markPageQuery({ ...place, limit: page.limit + 1, after: cursor === null ? null : [String(cursor[0]), String(cursor[1])] }))
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => presentMark(row, compute)),
    nextCursor: rows.length > page.limit && last !== undefined ? encodeCursor([last.ts, last.id]) : null,
    total: Number((await context.warehouse.query(markTotalQuery(place)))[0]?.n ?? 0),
  }
}

/** Every published tag people set, with what was said of a customer in reach. @throws AppError NOT_FOUND */
export async function marksOfCustomer(context: Context, ports: TagPorts, custId: string, actor: Actor): Promise<CustomerMarks> {
  const subject = await findSubject(context, ports, custId, actor)
  const today = await context.businessClock.today()
  const heads = (await context.definitions.list<Tag>('tag')).filter(({ version, body }) => version !== null && body.compute.kind === 'manual')
  const items = await Promise.all(
    heads.map(async ({ key }) => {
      const { name, compute } = await manualTag(context, key)
      const history = (await context.warehouse.query(marksOfQuery(compute.set, [subject.cust_id]))).map((row) => presentMark(row, compute))
      return { key, name, type: compute.type, values: compute.values ?? [], maxAgeDays: compute.maxAgeDays, now: standing(history[0], today), history }
    }),
  )
  return { items }
}

function standing(newest: Mark | undefined, today: string): Mark | null {
  if (newest === undefined || newest.value === null) return null
  return newest.until !== null && newest.until < today ? null : newest
}
