import { randomUUID } from 'node:crypto'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { PreferenceRequest } from '../contract.js'
import { channelWord, channelWords } from '../domain/channel-words.js'
import type { PrivacyPorts } from '../ports.js'
import { preferenceHistoryQuery } from '../sql/preference-queries.js'
import { noteChange } from '../store/change-store.js'
import { findSubject, isoOf, onlyThis, stateOf, warehouseTs } from './find-subject.js'

/** Writes how a customer wishes to be contacted; the newest writing stands, the earlier ones stay readable. */
export async function setPreference(context: Context, ports: PrivacyPorts, request: PreferenceRequest, actor: Actor): Promise<{ id: string; at: string }> {
  const subject = await findSubject(context, ports, request.custId, actor)
  if ((await stateOf(context, subject)) === 'erased') fail('SUBJECT_ERASED')
  const last = (await context.warehouse.query(preferenceHistoryQuery(onlyThis(subject))))[0]
  const now = context.clock.now().getTime()
  const at = new Date(Math.max(now, last === undefined ? 0 : Date.parse(isoOf(last.ts)) + 1)).toISOString()
  const channels = [...new Set(request.channelsOff.map(channelWord))].sort()
  const { doNotContact, personalisedOff, quietFrom, quietTo, lang, elderMode, preferredChannel, reason } = request
  const row = {
    id: randomUUID(), cust_id: subject.cust_id, shard_key: subject.shard_key,
    do_not_contact: doNotContact, channels_off: channels, personalised_off: personalisedOff, quiet_from: quietFrom, quiet_to: quietTo,
    lang, elder_mode: elderMode, preferred_channel: preferredChannel === null ? null : channelWord(preferredChannel), reason,
    actor_id: actor.id, actor_name: actor.name, ts: warehouseTs(at),
  }
  await context.ledger.transaction(async (tx) => {
    await noteChange(tx, subject.cust_id)
    const after = { doNotContact, channelsOff: channels, personalisedOff, quietFrom, quietTo, lang, elderMode, preferredChannel, entry: row.id }
    await context.audit.record(actor, { action: 'preference.set', objectKind: 'customer', objectKey: context.secrets.hash('cust_id', subject.cust_id), after, purpose: reason }, tx)
    await context.warehouse.insert('contact_pref_entry', 'JSONEachRow', Buffer.from(JSON.stringify(row)), { token: row.id })
  })
  const endsWork = doNotContact || channels.some((channel) => channelWords('TASK').includes(channel))
  if (endsWork) await ports.closeWork(subject.cust_id, { marketingOnly: false, note: 'do not contact' }, actor)
  return { id: row.id, at }
}
