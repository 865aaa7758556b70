import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import type { CustomerPorts } from '../ports.js'
import { presentHoldings } from '../present-holdings.js'
import { monthsQuery } from '../sql/assets-query.js'
import { accountsQuery, balancesQuery, instalmentsQuery, loansQuery, positionsQuery, productsQuery, type ProductRow } from '../sql/holdings-queries.js'
import { runsOf } from './ground.js'
import { openPerson } from './open-person.js'

const MONTHS = 36
const TABLES = ['aum_month', 'txn', 'account', 'position', 'loan', 'repayment'] as const

/** Assets by month, accounts, positions and loans of a person. */
export async function readHoldings(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string) {
  const person = await openPerson(context, ports, custId, actor, asOf)
  const of = await runsOf(context, TABLES, person.asOf)
  const { who, end } = person
  const ask = context.warehouse
  const [months, accounts, balances, positions, loans, instalments] = await Promise.all([
    ask.query(monthsQuery(of('aum_month'), who, person.asOf, MONTHS)),
    ask.query(accountsQuery(of('account'), who, person.asOf)),
    ask.query(balancesQuery(of('txn'), who, end)),
    ask.query(positionsQuery(of('position'), who, person.asOf)),
    ask.query(loansQuery(of('loan'), who, person.asOf)),
    ask.query(instalmentsQuery(of('repayment'), who, person.asOf)),
  ])
  const ids = [...accounts.map((row) => row.product), ...positions.map((row) => row.product), ...loans.map((row) => row.product)]
  const products = await readProducts(context, ids, person.asOf)
  return presentHoldings(person, { months, accounts, balances, positions, loans, instalments, products })
}

/** Products by id, of those asked for. */
export async function readProducts(context: Context, ids: readonly (string | null)[], asOf: string): Promise<Map<string, ProductRow>> {
  const known = [...new Set(ids.filter((id): id is string => id !== null && id !== ''))]
  if (known.length === 0) return new Map()
  const rows = await context.warehouse.query(productsQuery(await bankRuns(context.runs, 'product', asOf), known))
  return new Map(rows.map((row) => [row.product, row]))
}
