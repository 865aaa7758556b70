import type { Context } from '#platform/context'
import { foldProfile } from '../domain/fold-profile.js'
import { itemQuery, profileStepsQuery } from '../sql/profile-query.js'

/**
 * Traits senders set on a customer or a device, by key. Direct identifiers among them are sealed texts (`sealed:…`): show
 * nothing of this but through a room's `present`.
 */
export async function profileOf(context: Context, owner: { readonly custId: string } | { readonly deviceId: string }): Promise<Record<string, unknown>> {
  const steps = 'custId' in owner ? profileStepsQuery('customer', owner.custId) : profileStepsQuery('device', owner.deviceId)
  return foldProfile(await context.warehouse.query(steps))
}

/** Properties of an item a sender described, or null when there is none (any more). */
export async function itemOf(context: Context, itemType: string, itemId: string): Promise<Record<string, unknown> | null> {
  const row = (await context.warehouse.query(itemQuery(itemType, itemId)))[0]
  return row?.op === 'set' ? (JSON.parse(row.props) as Record<string, unknown>) : null
}
