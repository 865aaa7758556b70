import type { Context } from '#platform/context'
import type { LedgerTransaction } from '#platform/ledger'
import { storedTable } from '#ingest'
import { bankTable, bankTableNames } from '#ingest/contract'
import type { Move } from '../domain/resolve-persons.js'
import { copyRowsStatement, hiddenRows, hiddenRowsQuery } from '../sql/move-rows.js'
import { renewDevicesStatement } from '../sql/renew-devices.js'
import { changeMovedStatement, hiddenCountQuery, hideStatement, insertMergesStatement, keepMovedStatement, readyStatement, stateInForceQuery } from '../sql/state-queries.js'
import type { Sql } from '#kernel/sql'
import { keepOwnersStatement } from '../sql/owner-queries.js'
import type { CustomerNumberDesk } from './assign-customer-numbers.js'
import { chooseOwners, writeOwners, type ChosenOwner } from './choose-owners.js'
import { rulesInForce } from './read-rules.js'

export interface MoveInput {
  readonly numbers: CustomerNumberDesk
  readonly moves: readonly Move[]
  readonly asOf: string
  readonly jobId: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly progress: (step: string, done: number, total: number) => void
  /** Written to the ledger in the instant the change is in force; `runId` holds its lineage. */
  readonly also: (tx: LedgerTransaction, runId: number) => Promise<void>
}

const CHUNK = 20_000

/** Tables whose rows carry a person's number. */
export function numberedTables(): string[] {
  return bankTableNames.filter((name) => bankTable(name).customer !== 'none').map(storedTable)
}

/**
 * Gives customers other numbers. Their rows are copied under the new number while readers are told to look past the
 * copies; then one row turns it around for every table at once: copies seen, originals hidden. Nothing is read twice or
 * not at all, a crash at any point leaves the state before or the state after. Nobody writes numbered rows meanwhile.
 */
export async function movePersons(context: Context, input: MoveInput): Promise<number | null> {
  if (input.moves.length === 0) return null
  await settleCopies(context, input.asOf, input.jobId)
  const { rules } = await rulesInForce(context)
  return input.numbers.alone(async () => {
    const change = await context.runs.begin({ kind: 'identity-merge', subject: 'persons', asOf: input.asOf, jobId: input.jobId, tables: ['identity_merge'] })
    let state: number | null = null
    try {
      for (let at = 0; at < input.moves.length; at += CHUNK) {
        await context.warehouse.command(insertMergesStatement(change, input.moves.slice(at, at + CHUNK)))
      }
      await newState(context, input, (id, before) => [keepMovedStatement(id), keepOwnersStatement(id, before), hideStatement(id, change, 'after')])
      await copyRows(context, input, change)
      state = await beginState(context, input)
      for (const statement of [changeMovedStatement(state, change), hideStatement(state, change, 'before')]) await context.warehouse.command(statement)
      await writeOwners(context, state, await chooseOwners(context, state, input.asOf, rules.owner))
      await context.warehouse.command(readyStatement(state))
      const merges = new Set(input.moves.map((move) => move.merge)).size
      const commits = [
        { id: change, detail: { ...input.detail, merges, customers: input.moves.length } },
        { id: state, detail: {}, replaces: await statesBefore(context, state) },
      ]
      await context.runs.commitAll(commits, (tx) => input.also(tx, change))
      input.numbers.changed()
      await context.warehouse.command(renewDevicesStatement(context.clock.now().getTime()))
      return change
    } catch (error) {
      for (const id of [state, change]) if (id !== null) await context.runs.abandon(id)
      throw error
    }
  })
}

async function copyRows(context: Context, input: MoveInput, change: number): Promise<void> {
  const tables = numberedTables()
  for (const [at, table] of tables.entries()) {
    input.progress('moving', at, tables.length)
    await context.warehouse.command(copyRowsStatement(table, change))
  }
}

/**
 * Removes copies that do not count: the originals of a change in force, or what a crash left behind. Returns how many
 * rows went.
 */
export async function settleCopies(context: Context, asOf: string, jobId: string): Promise<number> {
  const state = Number((await context.warehouse.query(stateInForceQuery))[0]?.run_id ?? 0)
  if (state === 0 || Number((await context.warehouse.query(hiddenCountQuery(state)))[0]?.n ?? 0) === 0) return 0
  let removed = 0
  for (const table of numberedTables()) {
    const rows = Number((await context.warehouse.query(hiddenRowsQuery(table, state), { maxSeconds: 0 }))[0]?.n ?? 0)
    if (rows > 0) await context.warehouse.deleteRows(table, hiddenRows(state))
    removed += rows
  }
  await context.warehouse.command(renewDevicesStatement(context.clock.now().getTime()))
  await newState(context, { asOf, jobId }, (id, before) => [keepMovedStatement(id), keepOwnersStatement(id, before)])
  return removed
}

type StatePlace = Pick<MoveInput, 'asOf' | 'jobId'>

function beginState(context: Context, place: StatePlace): Promise<number> {
  return context.runs.begin({ kind: 'identity', subject: 'persons', asOf: place.asOf, jobId: place.jobId, tables: ['identity_state'] })
}

async function statesBefore(context: Context, id: number): Promise<number[]> {
  return (await context.runs.visible('identity', 'persons')).map((run) => run.id).filter((other) => other !== id)
}

/** Puts the same merges with these owners in force; nothing may be hidden. */
export async function renewOwners(context: Context, place: StatePlace, owners: readonly ChosenOwner[]): Promise<void> {
  await newState(context, place, (id) => [keepMovedStatement(id)], owners)
}

async function newState(context: Context, place: StatePlace, write: (id: number, before: number) => readonly Sql[], owners: readonly ChosenOwner[] = []): Promise<number> {
  const before = Number((await context.warehouse.query(stateInForceQuery))[0]?.run_id ?? 0)
  const id = await beginState(context, place)
  try {
    for (const statement of write(id, before)) await context.warehouse.command(statement)
    await writeOwners(context, id, owners)
    await context.warehouse.command(readyStatement(id))
    await context.runs.commit(id, {}, await statesBefore(context, id))
    return id
  } catch (error) {
    await context.runs.abandon(id)
    throw error
  }
}
