import { addDays, addMonths, dayStart } from '#kernel/calendar'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Recurring } from '../contract-recurring.js'
import { comesBack } from '../domain/flow-class.js'
import { flowParameters, regularFlows } from '../domain/recurring-flow.js'
import type { CustomerPorts } from '../ports.js'
import { presentRecurring, type FoundFlow, type PartyNames } from '../present-recurring.js'
import { loansQuery } from '../sql/holdings-queries.js'
import { enterpriseNamesQuery, paymentGroupsQuery, type PaymentGroup } from '../sql/recurring-query.js'
import { runsOf, warehouseInstant } from './ground.js'
import { openPerson, type Person } from './open-person.js'
import { readProducts } from './read-holdings.js'

type RunsOf = Awaited<ReturnType<typeof runsOf>>

/** Payments of a person that come back: what they are for, their rhythm, and whether they are late or have stopped. */
export async function readRecurring(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string): Promise<Recurring> {
  const person = await openPerson(context, ports, custId, actor, asOf)
  const of = await runsOf(context, ['txn', 'loan', 'enterprise'], person.asOf)
  if (of('txn').length === 0) return presentRecurring(person, [], { loaded: false, names: { enterprises: new Map(), loans: new Map() } })
  const zone = context.settings.timeZone
  const from = warehouseInstant(dayStart(addDays(addMonths(person.asOf, -flowParameters.yearlyMonths), 1), zone))
  const groups = await context.warehouse.query(paymentGroupsQuery(of('txn'), person.who, { from, end: person.end, timeZone: zone, least: flowParameters.least }))
  const found = groups.flatMap((group) => flowsOf(group, person.asOf))
  return presentRecurring(person, found, { loaded: true, names: await namesOf(context, person, of, found) })
}

function flowsOf(group: PaymentGroup, asOf: string): FoundFlow[] {
  const payments = group.days.map((day, at) => ({ day, minor: Number(group.minors[at]) }))
  return regularFlows(payments, { asOf, named: comesBack(group.flow) }).map((flow) => ({ group, flow }))
}

/** Names of those whose name is no person's: enterprises, and the products of the person's own loans. */
async function namesOf(context: Context, person: Person, of: RunsOf, found: readonly FoundFlow[]): Promise<PartyNames> {
  const parties = [...new Set(found.map(({ group }) => group.party).filter((party) => party !== ''))]
  const isLoan = found.some(({ group }) => group.flow === 'loan' || group.flow === 'mortgage')
  const [named, loans] = await Promise.all([
    parties.length === 0 || of('enterprise').length === 0 ? [] : context.warehouse.query(enterpriseNamesQuery(of('enterprise'), parties)),
    isLoan && of('loan').length > 0 ? context.warehouse.query(loansQuery(of('loan'), person.who, person.asOf)) : [],
  ])
  const products = await readProducts(context, loans.map(({ product }) => product), person.asOf)
  const productOf = new Map(loans.map(({ loan, product }) => [loan, products.get(product ?? '')]))
  return { enterprises: new Map(named.map(({ ent, name }) => [ent, name])), loans: new Map([...productOf].flatMap(([loan, product]) => (product === undefined ? [] : [[loan, product] as const]))) }
}
