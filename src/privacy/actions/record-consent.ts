import { randomUUID } from 'node:crypto'
import { fail, Mistakes, type Mistake } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { ConsentRequest, Purpose } from '../contract.js'
import { channelWord, channelWords } from '../domain/channel-words.js'
import { purposeKey } from '../domain/purposes.js'
import type { PrivacyPorts } from '../ports.js'
import { noteChange } from '../store/change-store.js'
import { historyQuery } from '../sql/statement-queries.js'
import type { SubjectRow } from '../sql/subject-queries.js'
import { findSubject, isoOf, onlyThis, statementGround, stateOf, warehouseTs } from './find-subject.js'
import { purposeCodes } from './purpose-registry.js'

export interface RecordedConsent {
  readonly id: string
  readonly at: string
}

/**
 * Appends what a customer said about a purpose. It counts from the moment this returns: the next decision of the gate,
 * and the next hand-over of one already taken, see it.
 */
export async function recordConsent(context: Context, ports: PrivacyPorts, request: ConsentRequest, actor: Actor): Promise<RecordedConsent> {
  const subject = await findSubject(context, ports, request.custId, actor)
  if ((await stateOf(context, subject)) === 'erased') fail('SUBJECT_ERASED')
  const notice = await checkConsent(context, request)
  const purpose = request.purpose.toUpperCase()
  const channel = channelWord(request.channel)
  const entry = { id: randomUUID(), at: await nextInstant(context, subject, purpose) }
  const row = {
    id: entry.id, cust_id: subject.cust_id, shard_key: subject.shard_key,
    purpose, channel, granted: request.granted, separate: request.separate, notice, evidence_ref: request.evidence,
    way: wayOf(request, actor), actor_id: actor.id, actor_name: actor.name, ts: warehouseTs(entry.at),
  }
  await context.ledger.transaction(async (tx) => {
    await noteChange(tx, subject.cust_id)
    const after = { purpose, channel, granted: request.granted, separate: request.separate, notice, way: row.way, entry: entry.id }
    await context.audit.record(actor, { action: request.granted ? 'consent.grant' : 'consent.withdraw', objectKind: 'customer', objectKey: context.secrets.hash('cust_id', subject.cust_id), after }, tx)
    await context.warehouse.insert('consent_entry', 'JSONEachRow', Buffer.from(JSON.stringify(row)), { token: entry.id })
  })
  const endsWork = !request.granted && purpose === 'MARKETING' && (channel === '' || channelWords('TASK').includes(channel))
  if (endsWork) await ports.closeWork(subject.cust_id, { marketingOnly: true, note: 'consent withdrawn' }, actor)
  return entry
}

/** The notice's version, or every mistake. */
async function checkConsent(context: Context, request: ConsentRequest): Promise<string> {
  const code = request.purpose.toUpperCase()
  const known = await purposeCodes(context)
  if (!known.includes(code)) throw new Mistakes([{ code: 'PURPOSE_UNKNOWN', path: 'purpose', params: { purpose: request.purpose, known: known.join(', ') } }])
  const { body } = await context.definitions.version<Purpose>('purpose', purposeKey(code), 'latest')
  const newest = body.notices.at(-1)?.version ?? ''
  const notice = request.notice ?? newest
  const mistakes: Mistake[] = []
  if (!body.notices.some(({ version }) => version === notice)) mistakes.push({ code: 'CONSENT_NOTICE_UNKNOWN', path: 'notice', params: { purpose: code, notice } })
  if (request.granted && request.evidence === '') mistakes.push({ code: 'CONSENT_EVIDENCE_NEEDED', path: 'evidence', params: {} })
  if (request.granted && body.separateConsent && !request.separate) mistakes.push({ code: 'CONSENT_SEPARATE_NEEDED', path: 'separate', params: { purpose: code } })
  if (mistakes.length > 0) throw new Mistakes(mistakes)
  return notice
}

/** Now, or just after the newest word about the purpose where a book of the bank is ahead of the wall clock. */
async function nextInstant(context: Context, subject: SubjectRow, purpose: string): Promise<string> {
  const rows = await context.warehouse.query(historyQuery(await statementGround(context), onlyThis(subject)))
  const last = rows.find((row) => row.purpose === purpose)
  const now = context.clock.now().getTime()
  return new Date(Math.max(now, last === undefined ? 0 : Date.parse(isoOf(last.ts)) + 1)).toISOString()
}

function wayOf(request: ConsentRequest, actor: Actor): 'CUSTOMER' | 'RM' | 'API' {
  return request.way ?? (actor.kind === 'person' ? 'RM' : 'API')
}
