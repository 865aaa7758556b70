import { codesReadBy, propertiesReadBy, ruleDocument, valueDocument, type RuleDocument, type ValueDocument } from '#kernel/rule'

const EVENTS = 'app_event'

/** What documents say of events: the names they ask for, and the properties they read, in their order. */
export interface EventReading {
  readonly names: ReadonlySet<string>
  readonly properties: readonly string[]
}

/** What a document reads of events. */
export function eventReading(document: RuleDocument | ValueDocument): EventReading {
  const names = codesReadBy(document).flatMap(({ table, field, code }) => (table === EVENTS && field === 'name' ? [code] : []))
  return { names: new Set(names), properties: propertiesReadBy(document, EVENTS) }
}

/** An event by the name it is sent by, with the names of its properties. */
export interface UsedEvent {
  readonly event: string
  readonly props: readonly string[]
}

/** How something uses an event: by its name, and by which of its properties. */
export interface EventUse {
  readonly isNamed: boolean
  readonly props: readonly string[]
}

/**
 * How a document uses a planned event; null where it does not. A document that names events reads the properties of those; else
 * of every event that has them.
 */
export function eventUse(used: UsedEvent, { names, properties }: EventReading): EventUse | null {
  const isNamed = names.has(used.event)
  const props = isNamed || names.size === 0 ? properties.filter((each) => used.props.includes(each)) : []
  return isNamed || props.length > 0 ? { isNamed, props } : null
}

/** How several documents together use a planned event. */
export function eventUseOfAll(event: UsedEvent, documents: readonly (RuleDocument | ValueDocument)[]): EventUse | null {
  const uses = documents.flatMap((document) => eventUse(event, eventReading(document)) ?? [])
  return uses.length === 0 ? null : { isNamed: uses.some(({ isNamed }) => isNamed), props: [...new Set(uses.flatMap(({ props }) => props))] }
}

/** Every rule and value anywhere in a definition's body, whatever its kind. */
export function documentsIn(body: unknown): (RuleDocument | ValueDocument)[] {
  if (Array.isArray(body)) return body.flatMap(documentsIn)
  if (typeof body !== 'object' || body === null) return []
  const own = documentOf(body)
  return own === null ? Object.values(body).flatMap(documentsIn) : [own]
}

function documentOf(body: object): RuleDocument | ValueDocument | null {
  if (!('v' in body && 'kind' in body)) return null
  const parsed = body.kind === 'rule' ? ruleDocument.safeParse(body) : valueDocument.safeParse(body)
  return parsed.success ? parsed.data : null
}
