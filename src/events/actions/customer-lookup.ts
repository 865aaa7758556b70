import type { Context } from '#platform/context'
import { customersOfQuery, idRowsQuery } from '../sql/customer-queries.js'
import type { EventPorts } from '../ports.js'

export interface KnownCustomer {
  readonly no: number
  readonly shardKey: string
}

/** Numbers of customers, remembered for a while: most events are of few people. */
export interface CustomerLookup {
  /** After this, `known` answers for these ids. With `create`, ids of nobody become customers. */
  resolve(ids: ReadonlySet<string>, create: ReadonlySet<string>): Promise<void>
  known(id: string): KnownCustomer | null
  /** Whether `known` answers for an id without `resolve`. */
  isFresh(id: string, now: number): boolean
  /** Forgets everything: numbers were given anew (merge, split). */
  forget(): void
  /** How often everything was forgotten: what was made from an answer of another count may be out of date. */
  readonly forgotten: number
}

const MOST = 200_000
const PAGE = 20_000
/** A customer who was unknown is asked for again after this. */
const UNKNOWN_MS = 30_000
const KNOWN_MS = 600_000

/** No customer number has control characters or is this long; such an id is nobody's, without asking. */
function isPossible(id: string): boolean {
  return id.length <= 200 && !/[\u0000-\u001f]/.test(id)
}

export function createCustomerLookup(context: Context, ports: EventPorts): CustomerLookup {
  let forgotten = 0
  const entries = new Map<string, { readonly customer: KnownCustomer | null; readonly until: number }>()
  const read = async (ids: readonly string[]) => {
    const until = context.clock.now().getTime()
    if (entries.size + ids.length > MOST) entries.clear()
    for (let at = 0; at < ids.length; at += PAGE) {
      const page = ids.slice(at, at + PAGE)
      const rows = await context.warehouse.query(customersOfQuery(page), { apart: true })
      for (const id of page) entries.set(id, { customer: null, until: until + UNKNOWN_MS })
      for (const row of rows) entries.set(row.cust_id, { customer: { no: row.cust_no, shardKey: row.shard_key }, until: until + KNOWN_MS })
    }
  }
  return {
    async resolve(ids, create) {
      const now = context.clock.now().getTime()
      const asked = [...ids].filter((id) => (entries.get(id)?.until ?? 0) < now && isPossible(id))
      if (asked.length > 0) await read(asked)
      const made = [...create].filter((id) => entries.get(id)?.customer === null && isPossible(id))
      if (made.length === 0) return
      await ports.numbers.assign(idRowsQuery(made))
      await read(made)
    },
    isFresh: (id, now) => (entries.get(id)?.until ?? 0) >= now,
    known: (id) => entries.get(id)?.customer ?? null,
    forget() {
      entries.clear()
      forgotten += 1
    },
    get forgotten() {
      return forgotten
    },
  }
}
