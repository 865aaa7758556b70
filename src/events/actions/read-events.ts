import { fail } from '#kernel/error'
import { sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRows, bankRuns } from '#ingest'
import { eventRowsOf, lastEventsQuery, type StoredEvent } from '../sql/event-queries.js'
import { portsOf } from './intake-of.js'

const COLUMNS = ['event_id', 'device_id', 'session_id', 'ts', 'name', 'page', 'element', 'product_id', 'props', 'app_ver', 'os']

/** The last events of a customer, those of the customer's devices before sign-in among them. */
export async function lastOfCustomer(context: Context, custId: string, limit: number, actor: Actor): Promise<StoredEvent[]> {
  if (!(await portsOf(context).maySee(actor, custId))) return fail('NOT_FOUND', { what: 'customer' })
  const rows = bankRows('app_event', await eventRuns(context), COLUMNS)
  return context.warehouse.query(lastEventsQuery(rows, sql`cust_id = ${custId}`, limit))
}

/** The last events of a device as they came, whoever it belongs to. */
export async function lastOfDevice(context: Context, deviceId: string, limit: number): Promise<StoredEvent[]> {
  return context.warehouse.query(lastEventsQuery(eventRowsOf(await eventRuns(context)), sql`device_id = ${deviceId}`, limit))
}

async function eventRuns(context: Context): Promise<number[]> {
  return bankRuns(context.runs, 'app_event', await context.businessClock.today())
}
