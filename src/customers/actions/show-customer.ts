import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { readSealed } from '#ingest'
import { identifierFields } from '../contract.js'
import type { CustomerPorts } from '../ports.js'
import { presentCustomer } from '../present.js'
import { lastActivityQuery } from '../sql/activity-query.js'
import { assetsQuery } from '../sql/assets-query.js'
import { belongsTo } from '../sql/customer-rows.js'
import { productsHeldQuery, ratingQuery } from '../sql/holdings-queries.js'
import { runsOf } from './ground.js'
import { openPerson } from './open-person.js'
import { privacyOf } from './privacy-of.js'
import { standingComplaints } from './sell-stops.js'

const TABLES = ['aum_daily', 'aum_month', 'txn', 'app_event', 'account', 'position', 'loan', 'risk_rating'] as const

/** What is known of a customer, as of a date. That somebody looked is on the audit log. */
export async function showCustomer(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string) {
  const person = await openPerson(context, ports, custId, actor, asOf)
  await context.audit.record(actor, { action: 'customer.view', objectKind: 'customer', objectKey: context.secrets.hash('cust_id', custId) })
  const of = await runsOf(context, TABLES, person.asOf)
  const { who, end } = person
  const ask = context.warehouse
  const [sealed, assets, activity, held, rating, privacy, complaints] = await Promise.all([
    readSealed(context, [custId], identifierFields),
    ask.query(assetsQuery({ aumDaily: of('aum_daily'), aumMonth: of('aum_month') }, who, person.asOf)),
    ask.query(lastActivityQuery({ txn: of('txn'), appEvent: of('app_event') }, who, end)),
    ask.query(productsHeldQuery({ account: of('account'), position: of('position'), loan: of('loan') }, who, person.asOf)),
    ask.query(ratingQuery(of('risk_rating'), who, person.asOf)),
    privacyOf(context, person),
    standingComplaints(context, belongsTo(who), person.asOf),
  ])
  return presentCustomer(person, { sealed: sealed.get(custId), assets, activity: activity.map((row) => row.at), held: Number(held[0]?.n ?? 0), rating: rating[0], privacy, complaints })
}
