import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { IdentityReadPorts } from '../ports.js'
import { presentChange, presentEdge } from '../present.js'
import { edgesAmongQuery } from '../sql/edge-queries.js'
import { historyOfQuery, mergePageQuery } from '../sql/lineage-queries.js'
import { matesQuery, personsOfQuery, stateInForceQuery } from '../sql/state-queries.js'
import { changesOfRuns, getChange, undoesOf } from '../store/change-store.js'
import { latestLinkRun } from './pair-evidence.js'
import { requireVisible, visibleCustomers } from './reading.js'

/** A change with its merges from one on: who was brought together with whom, and why; only those in the asker's scope. */
export async function readChange(context: Context, ports: IdentityReadPorts, id: string, page: { from: number; limit: number }, actor: Actor) {
  const change = await getChange(context.ledger.db, id)
  const rows = change.run_id === null ? [] : await context.warehouse.query(mergePageQuery(change.run_id, page.from, page.limit))
  const visible = await visibleCustomers(context, ports, rows.map((row) => row.cust_id), actor)
  const undone = await undoesOf(context.ledger.db, change.id)
  const linkRun = await linkRunOf(context, change.run_id)
  const groups = []
  for (const [merge, members] of groupBy(rows)) {
    if (!members.every((member) => visible.has(member.cust_id))) continue
    const because = linkRun === null ? [] : await context.warehouse.query(edgesAmongQuery(linkRun, members.map((member) => member.cust_id)))
    groups.push({
      merge,
      undone: undone.some((undo) => undo.undo_merge === null || undo.undo_merge === merge),
      members: members.map((member) => ({
        custId: member.cust_id,
        moved: member.before_no !== member.after_no,
        wasWith: members.filter((other) => other.before_no === member.before_no && other !== member).map((other) => other.cust_id),
      })),
      because: because.map(presentEdge),
    })
  }
  const next = page.from + page.limit
  return { ...presentChange(change), groups, nextMerge: next <= change.merges ? next : null }
}

/** The link run whose edges tell why: the one that made the change, else the latest. */
async function linkRunOf(context: Context, changeRun: number | null): Promise<number | null> {
  const made = changeRun === null ? undefined : (await context.runs.get(changeRun)).detail['linkRun']
  return typeof made === 'number' ? made : latestLinkRun(context)
}

function groupBy<Row extends { readonly merge: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) groups.set(row.merge, [...(groups.get(row.merge) ?? []), row])
  return groups
}

/** The person a customer is: all their customer numbers, the first, and every change they were part of. */
export async function readPerson(context: Context, ports: IdentityReadPorts, custId: string, actor: Actor) {
  await requireVisible(context, ports, [custId], actor)
  const people = await context.warehouse.query(personsOfQuery([custId]))
  const visible = await visibleCustomers(context, ports, people.map((row) => row.cust_id), actor)
  const history = await context.warehouse.query(historyOfQuery(custId))
  const changes = await changesOfRuns(context.ledger.db, history.map((row) => Number(row.run_id)))
  return {
    custIds: people.map((row) => row.cust_id).filter((id) => visible.has(id)),
    first: people[0]?.key ?? custId,
    history: changes.flatMap((change) =>
      history.filter((row) => Number(row.run_id) === change.run_id).map((row) => ({ ...presentChange(change), merge: row.merge, custIds: row.cust_ids })),
    ),
  }
}

/** Every customer number of the person a customer is, the first given first; the customer alone when they have one. */
export async function customersOfPerson(context: Context, custId: string): Promise<string[]> {
  return (await personMates(context, [custId])).get(custId) ?? [custId]
}

/** Of some customers those with other customer numbers, with all numbers of their person. */
export async function personMates(context: Context, custIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = custIds.length === 0 ? [] : await context.warehouse.query(matesQuery(custIds))
  return new Map(rows.map((row) => [row.cust_id, row.mates]))
}

/** Which state of who is one person is in force: the same again means that nobody was merged or parted between. */
export async function personsInForce(context: Context): Promise<string> {
  return (await context.warehouse.query(stateInForceQuery))[0]?.run_id ?? '0'
}
