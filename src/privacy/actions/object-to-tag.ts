import { randomUUID } from 'node:crypto'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { ALL_PERSONAL_TAGS, type ObjectionRequest } from '../contract.js'
import { noPreference } from '../domain/preference.js'
import type { PrivacyPorts } from '../ports.js'
import { presentObjection } from '../present-objection.js'
import { objectionHistoryQuery } from '../sql/objection-queries.js'
import { preferencePageQuery } from '../sql/preference-queries.js'
import { toPreference } from './contact-states.js'
import { findSubject, isoOf, onlyThis, statementGround, stateOf, warehouseTs } from './find-subject.js'
import { setPreference } from './set-preference.js'

/**
 * Appends that a customer objects to a tag, or takes it back. From then on nobody reads a value of the tag for them. An
 * objection to every personal tag also switches personal content off, and taking it back switches it on.
 * @throws AppError NOT_FOUND, SUBJECT_ERASED, OBJECTION_STANDS, OBJECTION_NONE
 */
export async function objectToTag(context: Context, ports: PrivacyPorts, request: ObjectionRequest, actor: Actor): Promise<{ id: string; at: string }> {
  const { tag, objected, channel, reason } = request
  const subject = await findSubject(context, ports, request.custId, actor)
  if ((await stateOf(context, subject)) === 'erased') fail('SUBJECT_ERASED')
  const said = await context.warehouse.query(objectionHistoryQuery(onlyThis(subject)))
  const last = said.find((each) => each.tag === tag)
  if ((last?.objected ?? false) === objected) fail(objected ? 'OBJECTION_STANDS' : 'OBJECTION_NONE', { tag }, 'tag')
  if (objected && tag !== ALL_PERSONAL_TAGS) await context.definitions.get('tag', tag)
  const at = new Date(Math.max(context.clock.now().getTime(), last === undefined ? 0 : Date.parse(isoOf(last.ts)) + 1)).toISOString()
  const row = { id: randomUUID(), cust_id: subject.cust_id, shard_key: subject.shard_key, tag, objected, channel, reason, actor_id: actor.id, actor_name: actor.name, ts: warehouseTs(at) }
  await context.ledger.transaction(async (tx) => {
    await context.audit.record(actor, { action: objected ? 'tag.object' : 'tag.object-no-more', objectKind: 'customer', objectKey: context.secrets.hash('cust_id', subject.cust_id), after: { tag, channel, entry: row.id }, purpose: reason }, tx)
    await context.warehouse.insert('tag_objection_entry', 'JSONEachRow', Buffer.from(JSON.stringify(row)), { token: row.id })
  })
  if (tag === ALL_PERSONAL_TAGS) await switchPersonal(context, ports, request, actor)
  return { id: row.id, at }
}

/** Our book of preferences says the same; everything else in it stays. */
async function switchPersonal(context: Context, ports: PrivacyPorts, { custId, objected, reason }: ObjectionRequest, actor: Actor): Promise<void> {
  const subject = await findSubject(context, ports, custId, actor)
  const books = await context.warehouse.query(preferencePageQuery(await statementGround(context), onlyThis(subject)))
  const row = books.find(({ book }) => book === 'OWN') ?? books.find(({ book }) => book === 'BANK')
  const own = row === undefined ? noPreference : toPreference(row)
  if (own.personalisedOff !== objected) await setPreference(context, ports, { ...own, channelsOff: [...own.channelsOff], personalisedOff: objected, custId, reason }, actor)
}

/** What a customer in reach objects to, and everything they said about tags. */
export async function readObjections(context: Context, ports: PrivacyPorts, custId: string, actor: Actor) {
  const subject = await findSubject(context, ports, custId, actor)
  const history = (await context.warehouse.query(objectionHistoryQuery(onlyThis(subject)))).map(presentObjection)
  const standing = history.filter((each, at) => each.objected && history.findIndex(({ tag }) => tag === each.tag) === at)
  return { custId: subject.cust_id, standing, history }
}
