import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankTable, bankTableNames, type BankTableName } from '#ingest/contract'
import type { CustomerUses } from '../contract.js'
import type { CustomerPorts } from '../ports.js'
import { presentTag } from '../present.js'
import { lineageQuery, type TableRuns } from '../sql/lineage-query.js'
import { runsOf } from './ground.js'
import { openPerson, type Person } from './open-person.js'

/** Tables of customers anybody who sees the customer may know of: the risk desk's own are not among them. */
const TABLES = bankTableNames.filter((name) => bankTable(name).customer !== 'none' && bankTable(name).restricted !== true)

/** Where what is known of a customer comes from, and where it is used. */
export async function readUses(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asOf?: string): Promise<CustomerUses> {
  const person = await openPerson(context, ports, custId, actor, asOf)
  const [tags, segments, lists, loads] = await Promise.all([
    ports.tags(person.key, actor, person.asOf),
    ports.segments(person.key, person.asOf),
    ports.lists(person.key),
    readLoads(context, person),
  ])
  return {
    tagsAsOf: tags?.asOf ?? null,
    tags: (tags?.values ?? []).map((tag) => presentTag(tag, person.view)),
    segments,
    lists,
    loads,
  }
}

async function readLoads(context: Context, person: Person): Promise<CustomerUses['loads']> {
  const of = await runsOf(context, TABLES, person.asOf)
  const read: TableRuns[] = TABLES.map((table) => ({ table, runs: of(table) })).filter((each) => each.runs.length > 0)
  if (read.length === 0) return []
  const rows = await context.warehouse.query(lineageQuery(read, person.who))
  const details = new Map(await Promise.all([...new Set(rows.map((row) => Number(row.run)))].map(async (id) => [id, await context.runs.get(id)] as const)))
  return rows.map((row) => {
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
}
