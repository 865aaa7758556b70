import { addDays, dayEnd } from '#kernel/calendar'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { CustomerIssues } from '../contract.js'
import { shippedName } from '../domain/code-names.js'
import { NO_SALE_DAYS, sellStop } from '../domain/sell-stop.js'
import type { CustomerPorts } from '../ports.js'
import { belongsTo } from '../sql/customer-rows.js'
import { issuesQuery, type IssueRow } from '../sql/issues-query.js'
import { isoInstant, runsOf, warehouseInstant } from './ground.js'
import { openPerson } from './open-person.js'
import { standingComplaints } from './sell-stops.js'

const MOST = 50

/** Complaints and tickets of a person that are open or were closed lately, and whether anything may be sold. */
export async function readIssues(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string): Promise<CustomerIssues> {
  const person = await openPerson(context, ports, custId, actor, asOf)
  const of = await runsOf(context, ['complaint', 'service_ticket'], person.asOf)
  const since = warehouseInstant(dayEnd(addDays(person.asOf, -NO_SALE_DAYS), context.settings.timeZone))
  const [rows, complaints] = await Promise.all([
    context.warehouse.query(issuesQuery({ complaint: of('complaint'), ticket: of('service_ticket') }, person.who, { end: person.end, since, limit: MOST + 1 })),
    standingComplaints(context, belongsTo(person.who), person.asOf),
  ])
  const items = rows.slice(0, MOST).map(presentIssue)
  return { asOf: person.asOf, stop: sellStop(complaints), open: items.filter(({ closedAt }) => closedAt === null).length, days: NO_SALE_DAYS, items, more: rows.length > MOST }
}

function presentIssue(row: IssueRow): CustomerIssues['items'][number] {
  return {
    kind: row.kind,
    id: row.id,
    custId: row.cust_id,
    at: isoInstant(row.at),
    closedAt: row.closed_at === null ? null : isoInstant(row.closed_at),
    about: row.about === '' ? null : row.about,
    channel: row.channel === '' ? null : { code: row.channel, ...shippedName('channel', row.channel) },
    severity: row.severity === null ? null : Number(row.severity),
    byBot: row.by_bot === 1,
  }
}
