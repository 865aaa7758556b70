import { dayEnd } from '#kernel/calendar'
import { identifier, type Sql } from '#kernel/sql'
import { scopeCondition, type Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRunsOf } from '#ingest'
import type { BankTableName } from '#ingest/contract'
import type { CustomerPorts, OrgPlace } from '../ports.js'

/** What every read needs: the date, where its day ends, and the organisations. */
export interface Ground {
  readonly asOf: string
  /** First instant after the date in the bank's zone, as the warehouse takes it. */
  readonly end: string
  readonly orgs: readonly OrgPlace[]
}

export async function loadGround(context: Context, ports: CustomerPorts, asOf: string | undefined): Promise<Ground> {
  const [date, orgs] = await Promise.all([asOf ?? context.businessClock.today(), ports.orgs()])
  return { asOf: date, end: warehouseInstant(dayEnd(date, context.settings.timeZone)), orgs }
}

/** Who of rows with `org_path` and `rm` the actor may see. */
export function visibleTo(actor: Actor): Sql {
  return scopeCondition(actor.scope, { orgPath: identifier('org_path'), rm: identifier('rm') })
}

/**
 * Whether amounts are exact: to the branch line, whose scope holds the customer and who may unmask; anybody else sees
 * bands (domain A14, L38).
 */
export function seesExactly(actor: Actor): boolean {
  return actor.scope.masking === 'clear'
}

/** Runs of several bank tables as of a date. */
export async function runsOf(context: Context, tables: readonly BankTableName[], asOf: string): Promise<(table: BankTableName) => readonly number[]> {
  const found = await bankRunsOf(context.runs, tables, asOf)
  return (table) => found.get(table) ?? []
}

/** `2025-12-31T16:00:00.000Z` as the warehouse writes instants. */
export function warehouseInstant(iso: string): string {
  return iso.replace('T', ' ').replace('Z', '')
}

/** The other way round. */
export function isoInstant(text: string): string {
  return `${text.replace(' ', 'T')}Z`
}
