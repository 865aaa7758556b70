import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankTable, bankTableNames, type BankTableName } from '#ingest/contract'
import type { CustomerLoads } from '../contract.js'
import type { CustomerPorts } from '../ports.js'
import { lineageQuery, type TableRuns } from '../sql/lineage-query.js'
import { runsOf } from './ground.js'
import { openPerson } from './open-person.js'

/** Tables of customers anybody who sees the customer may know of: the risk desk's own are not among them. */
const TABLES = bankTableNames.filter((name) => bankTable(name).customer !== 'none' && bankTable(name).restricted !== true)

/** Where what is known of a customer comes from. */
export async function readLoads(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string): Promise<CustomerLoads> {
  const person = await openPerson(context, ports, custId, actor, asOf)
  const of = await runsOf(context, TABLES, person.asOf)
  const read: TableRuns[] = TABLES.map((table) => ({ table, runs: of(table) })).filter((each) => each.runs.length > 0)
  if (read.length === 0) return { items: [] }
  const rows = await context.warehouse.query(lineageQuery(read, person.who))
  const details = new Map(await Promise.all([...new Set(rows.map((row) => Number(row.run)))].map(async (id) => [id, await context.runs.get(id)] as const)))
  const items = rows.map((row) => {
    const run = details.get(Number(row.run))
    const { zh, en } = bankTable(row.bank_table as BankTableName)
    const loadId = run?.detail['loadId']
    return {
      table: row.bank_table,
      name: { zh, en },
      source: typeof run?.detail['source'] === 'string' ? run.detail['source'] : '',
      loadId: typeof loadId === 'string' ? loadId : null,
      asOf: run?.asOf ?? '',
      rows: Number(row.n),
    }
  })
  return { items }
}
