import type { Context } from '#platform/context'
import type { SealedPlace } from '#platform/secrets'
import { SEALED } from '../domain/identifier-key.js'
import { sealedKeyQuery, type SealedColumn } from '../sql/sealed-key-query.js'

const COLUMNS: readonly SealedColumn[] = [
  { table: 'event_reject', column: 'raw_sealed', mark: '' },
  { table: 'event_profile', column: 'value', mark: SEALED },
  { table: 'bank_app_event', column: 'props', mark: SEALED },
]

/**
 * Where events keep sealed values. They are counted, so that a key they need is never retired; they are not sealed anew:
 * events are kept 13 months and their key with them.
 */
export function eventSealedPlaces(context: Context): SealedPlace[] {
  return COLUMNS.map((column) => ({
    name: column.table,
    counts: async () => new Map((await context.warehouse.query(sealedKeyQuery(column), { maxSeconds: 0 })).map(({ key, n }) => [key, Number(n)])),
    reseal: () => Promise.resolve(0),
  }))
}
