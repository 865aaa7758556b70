import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import { type PlannedEventDetail, type PlannedEventItem, type PlannedEventUser, planEventSchema, type PlanProp } from '../contract.js'
import { COLUMNS, eventNameOf } from '../domain/check-plan.js'
import { eventPropertiesOf, type EventProperty } from '../domain/event-property.js'
import { documentsIn, eventUseOfAll, type UsedEvent } from '../domain/event-use.js'
import { isIdentifierKey } from '../domain/identifier-key.js'
import { PLAN_KIND } from '../domain/plan-kind.js'
import { loadPlan, type PlannedEvent, plannedVersion } from './plan-cache.js'

/** Every event of the plan in force, by the name it is sent by. */
export async function listPlanned(context: Context): Promise<PlannedEventItem[]> {
  const plan = await loadPlan(context)
  return plan.map(({ key, name, body }) => ({ key, event: eventNameOf(key, body), name, props: Object.keys(body.props).sort() }))
}

/**
 * One event of the plan as rules meet it: what is published, or the draft while nothing is. Of an archived event what it last
 * said. @throws AppError DEFINITION_NOT_FOUND
 */
export async function showPlanned(context: Context, key: string, actor: Actor): Promise<PlannedEventDetail> {
  const head = await context.definitions.get<unknown>(PLAN_KIND, key)
  const event = head.version === null ? { key, name: head.name, body: planEventSchema.parse(head.body) } : await plannedVersion(context, key, head.version)
  const [plan, users] = await Promise.all([loadPlan(context), usersOf(context, event)])
  const asked = new Map(eventPropertiesOf([...plan.filter((each) => each.key !== key), event]).map((property) => [property.key, property]))
  const { owner, description, purposes, onViolation, props } = event.body
  return {
    key,
    event: eventNameOf(key, event.body),
    name: event.name,
    version: head.version,
    hasDraft: head.hasDraft,
    archived: head.archived,
    owner,
    ...(description === undefined ? {} : { description }),
    purposes,
    onViolation,
    props: Object.entries(props).sort(([one], [two]) => (one < two ? -1 : 1)).map(([prop, spec]) => shownProp(prop, spec, asked.get(prop))),
    ...readableOf(context, users, actor),
  }
}

/** Users by name where the reader may read their kind, of others how many. */
function readableOf(context: Context, users: readonly PlannedEventUser[], actor: Actor): Pick<PlannedEventDetail, 'usedBy' | 'otherUsers'> {
  const readable = new Set(context.definitions.kinds().filter(({ permissions }) => actor.permissions.includes(permissions.read)).map(({ kind }) => kind))
  const usedBy = users.filter(({ kind }) => readable.has(kind))
  return { usedBy, otherUsers: users.length - usedBy.length }
}

/** What rules can ask of a property, and of which type they read it. */
function shownProp(key: string, spec: PlanProp, asked: EventProperty | undefined): PlannedEventDetail['props'][number] {
  return { ...spec, key, ...(asked === undefined ? { rules: whyNot(key), readAs: null } : { rules: 'property' as const, readAs: asked.type }) }
}

function whyNot(key: string): 'column' | 'identifier' | 'object' {
  if (Object.hasOwn(COLUMNS, key)) return 'column'
  return isIdentifierKey(key) ? 'identifier' : 'object'
}

/** Definitions, drafts and what is in force of them, that name the event or read its properties. */
async function usersOf(context: Context, { key, body }: PlannedEvent): Promise<PlannedEventUser[]> {
  const event = { event: eventNameOf(key, body), props: Object.keys(body.props) }
  const kinds = context.definitions.kinds().filter(({ kind }) => kind !== PLAN_KIND)
  const heads = (await Promise.all(kinds.map(({ kind }) => context.definitions.list<unknown>(kind)))).flat()
  const users = await Promise.all(heads.map((head) => userOf(context, event, head)))
  return users.filter((user) => user !== null)
}

async function userOf(context: Context, event: UsedEvent, head: Definition<unknown>): Promise<PlannedEventUser | null> {
  const { kind, key, name, version } = head
  const live = head.hasDraft && version !== null ? [(await context.definitions.version<unknown>(kind, key, version)).body] : []
  const use = eventUseOfAll(event, [head.body, ...live].flatMap(documentsIn))
  return use && { kind, key, name, isNamed: use.isNamed, props: [...use.props] }
}
