import { fail } from '#kernel/error'
import { createSets } from '#kernel/link'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { movesBetween } from '../domain/resolve-persons.js'
import type { IdentityPorts, IdentityReadPorts } from '../ports.js'
import { lineageQuery, type LineageRow } from '../sql/lineage-queries.js'
import { personsOfQuery } from '../sql/state-queries.js'
import { endChange, failChange, getChange, insertChange, setChangeJob, undoesOf, type NewChange, type StoredChange } from '../store/change-store.js'
import { decisionsOfChange, insertDecisions, type NewDecision } from '../store/decision-store.js'
import { movePersons } from './move-persons.js'
import { evidenceOf } from './pair-evidence.js'
import { requireVisible } from './reading.js'
import { currentPersons } from './run-link.js'

export interface ChangeInput {
  readonly changeId: string
}

export interface ChangeResult {
  readonly changeId: string
  readonly merges: number
  readonly customers: number
}

/** Writes a merge, split or undo down, audited (but what was noted: it goes when a customer is erased), with the pairs it was asked for by, and starts the job that does it. */
export async function startChange(context: Context, change: NewChange, actor: Actor, pairs: readonly NewDecision[] = []): Promise<{ changeId: string; jobId: string }> {
  const changeId = await context.ledger.transaction(async (tx) => {
    const id = await insertChange(tx, change, actor)
    await insertDecisions(tx, pairs.map((pair) => ({ ...pair, changeId: id })), actor)
    const after = { custIds: change.custIds ?? [], pairs: pairs.length, undoOf: change.undoOf ?? null, merge: change.undoMerge ?? null, noted: change.note !== undefined }
    await context.audit.record(actor, { action: `identity.${change.kind}`, objectKind: 'identity-change', objectKey: String(id), after }, tx)
    return String(id)
  })
  const jobId = await context.jobs.start('identity.change', { changeId }, actor, { subject: changeId })
  await setChangeJob(context.ledger.db, Number(changeId), jobId)
  return { changeId, jobId }
}

/** Carries out a change that was written down; again after it was done changes nothing. */
export async function changePersons(context: Context, ports: IdentityPorts, run: JobRun<ChangeInput>): Promise<ChangeResult> {
  const change = await getChange(context.ledger.db, run.input.changeId)
  const done = { changeId: run.input.changeId, merges: change.merges, customers: change.customers }
  if (change.status === 'applied') return done
  try {
    const before = await currentPersons(context)
    const after = await wanted(context, change, before)
    const moves = movesBetween(before, after)
    const result = { merges: new Set(moves.map((move) => move.merge)).size, customers: moves.length }
    const moved = await movePersons(context, {
      numbers: ports.numbers,
      moves,
      asOf: await context.businessClock.today(),
      jobId: run.id,
      detail: { change: change.id },
      progress: (step, at, total) => run.progress({ step, done: at, total, unit: 'steps' }),
      also: (tx, runId) => endChange(tx, change.id, { runId, ...result }),
    })
    if (moved === null) return fail('IDENTITY_NOTHING_CHANGES')
    await ports.afterChange(run.actor)
    return { changeId: run.input.changeId, ...result }
  } catch (error) {
    if (!run.signal.aborted) await failChange(context.ledger.db, change.id)
    throw error
  }
}

/** Who is one person after the change. */
async function wanted(context: Context, change: StoredChange, before: ReadonlyMap<number, number>): Promise<Map<number, number>> {
  switch (change.kind) {
    case 'merge':
      return merged(context, await groupsOf(context, change), before)
    case 'split':
      return parted(context, change.cust_ids, before)
    case 'undo':
      return restored(await undoRows(context, await getChange(context.ledger.db, String(change.undo_of)), change.undo_merge), before)
    case 'link':
      return fail('CONFLICT')
  }
}

/** What a merge joins: the customers it names, or the pairs it was asked for by. */
async function groupsOf(context: Context, change: StoredChange): Promise<readonly (readonly string[])[]> {
  if (change.cust_ids.length > 0) return [change.cust_ids]
  return (await decisionsOfChange(context.ledger.db, change.id)).map((decision) => [decision.a_id, decision.b_id])
}

async function merged(context: Context, groups: readonly (readonly string[])[], before: ReadonlyMap<number, number>): Promise<Map<number, number>> {
  const ids = [...new Set(groups.flat())]
  const people = await context.warehouse.query(personsOfQuery(ids), { maxSeconds: 0 })
  checkKnown(ids, people)
  const sets = createSets()
  const own = new Map(people.map((row) => [row.cust_id, row.own]))
  for (const row of people) sets.join(row.own, row.no)
  for (const [first = '', ...others] of groups) for (const other of others) sets.join(own.get(first) ?? 0, own.get(other) ?? 0)
  return changed(before, people.map((row) => [row.own, sets.find(row.own)]))
}

async function parted(context: Context, custIds: readonly string[], before: ReadonlyMap<number, number>): Promise<Map<number, number>> {
  const people = await context.warehouse.query(personsOfQuery(custIds))
  checkKnown(custIds, people)
  const leaving = new Set(custIds)
  const groups = new Map<string, number[]>()
  for (const row of people) {
    const side = `${row.no}:${leaving.has(row.cust_id) ? 'leaves' : 'stays'}`
    groups.set(side, [...(groups.get(side) ?? []), row.own])
  }
  return changed(before, [...groups.values()].flatMap((members) => members.map((own) => [own, Math.min(...members)] as const)))
}

function restored(rows: readonly LineageRow[], before: ReadonlyMap<number, number>): Map<number, number> {
  return changed(before, rows.map((row) => [row.own, row.before_no]))
}

function changed(before: ReadonlyMap<number, number>, numbers: readonly (readonly [own: number, no: number])[]): Map<number, number> {
  const after = new Map(before)
  for (const [own, no] of numbers) {
    if (own === no) after.delete(own)
    else after.set(own, no)
  }
  return after
}

function checkKnown(custIds: readonly string[], people: readonly { cust_id: string }[]): void {
  const known = new Set(people.map((row) => row.cust_id))
  const unknown = custIds.filter((id) => !known.has(id))
  if (unknown.length > 0) fail('NOT_FOUND', { what: 'customer' })
}

/**
 * What an undo puts back: the members of a change's merges with their numbers before it. Refused when somebody changed
 * those persons since, or took it back already: that must be undone first.
 */
export async function undoRows(context: Context, change: StoredChange, merge: number | null): Promise<LineageRow[]> {
  if (change.status !== 'applied' || change.run_id === null) return fail('IDENTITY_NOT_APPLIED', { id: change.id })
  const rows = await context.warehouse.query(lineageQuery(change.run_id, merge), { maxSeconds: 0 })
  if (rows.length === 0) return fail('NOT_FOUND', { what: `merge ${String(merge)} of change ${change.id}` })
  if (rows.some((row) => row.now_no !== row.after_no || Number(row.now_members) !== Number(row.then_members))) return fail('IDENTITY_CHANGED_SINCE', { id: change.id })
  return rows
}

/** Starts the undo of a change or of one of its merges; what it parts stays apart until the evidence changes. */
export async function startUndo(context: Context, ports: IdentityReadPorts, id: string, asked: { merge?: number | undefined; note: string }, actor: Actor): Promise<{ changeId: string; jobId: string }> {
  const change = await getChange(context.ledger.db, id)
  const undone = await undoesOf(context.ledger.db, change.id)
  if (undone.some((undo) => undo.undo_merge === null || undo.undo_merge === asked.merge)) return fail('IDENTITY_UNDONE_ALREADY', { id })
  const rows = await undoRows(context, change, asked.merge ?? null)
  if (!actor.scope.orgPaths.includes('/')) await requireVisible(context, ports, rows.map((row) => row.cust_id), actor)
  if (change.kind === 'merge' || asked.merge !== undefined) await keepApart(context, rows, actor, asked.note)
  return startChange(context, { kind: 'undo', undoOf: change.id, undoMerge: asked.merge, note: asked.note, custIds: rows.length <= 100 ? rows.map((row) => row.cust_id) : [] }, actor)
}

/** Pairs of a merge whose sides were different persons before are not to be merged again by machine. */
async function keepApart(context: Context, rows: readonly LineageRow[], actor: Actor, note: string): Promise<void> {
  const pairs = rows.flatMap((one, at) => rows.slice(at + 1).filter((other) => other.merge === one.merge && other.before_no !== one.before_no).map((other) => [one.cust_id, other.cust_id] as const))
  const evidence = await evidenceOf(context, pairs)
  await insertDecisions(context.ledger.db, pairs.map(([aId, bId], at) => ({ aId, bId, decision: 'apart' as const, note, pattern: evidence[at]?.pattern ?? 0, kinds: evidence[at]?.kinds ?? 0 })), actor)
}
