import { createHash } from 'node:crypto'
import type { Context } from '#platform/context'
import { customersByIdQuery } from '../sql/customers-by-id-query.js'

/** A device that a customer was seen on. */
export interface DeviceLink {
  readonly deviceId: string
  /** null: the device is nobody's any more. */
  readonly custId: string | null
  /** ISO instant the customer was seen on it, such as the sign-in. */
  readonly linkedAt: string
}

export interface LinkedDevices {
  readonly linked: number
  /** Customer ids that have no number yet; their links were not kept. */
  readonly unknown: readonly string[]
}

const BATCH = 5000

/**
 * Says whose devices are. What such a device did without a customer, before and after, counts for its customer in every
 * read from now on; the newest link of a device wins. The same links again change nothing.
 */
export async function linkDevices(context: Context, links: readonly DeviceLink[]): Promise<LinkedDevices> {
  const unknown = new Set<string>()
  let linked = 0
  for (let at = 0; at < links.length; at += BATCH) {
    const batch = links.slice(at, at + BATCH)
    const rows = await linkRows(context, batch, unknown)
    linked += rows.length
    if (rows.length === 0) continue
    const bytes = Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))
    const token = createHash('sha256').update(JSON.stringify(batch)).digest('hex')
    await context.warehouse.insert('event_stitch', 'JSONEachRow', bytes, { token: `stitch:${token}` })
  }
  return { linked, unknown: [...unknown] }
}

async function linkRows(context: Context, links: readonly DeviceLink[], unknown: Set<string>) {
  const ids = [...new Set(links.flatMap(({ custId }) => (custId === null ? [] : [custId])))]
  const people = await context.warehouse.query(customersByIdQuery(ids))
  const byId = new Map(people.map((person) => [person.cust_id, person]))
  const version = context.clock.now().getTime()
  return links.flatMap(({ deviceId, custId, linkedAt }) => {
    const person = custId === null ? { cust_id: '', cust_no: 0, shard_key: '' } : byId.get(custId)
    if (person === undefined) {
      if (custId !== null) unknown.add(custId)
      return []
    }
    return deviceId === '' ? [] : [{ device_id: deviceId, ...person, linked_at: linkedAt, version }]
  })
}
