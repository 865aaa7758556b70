import { codesReadBy, propertiesReadBy, type RuleDocument, type ValueDocument } from '#kernel/rule'
import { eventNameOf, PLAN_KIND, type PlanEvent } from '#events/contract'
import { purposeCode } from './purposes.js'

const EVENTS = 'app_event'

interface Planned {
  readonly key: string
  readonly body: Pick<PlanEvent, 'event' | 'purposes' | 'props'>
}

/** An event, or a property of one, that was not collected for a purpose; a type, not an interface: it goes into a mistake's parameters. */
export type EventOffence = { readonly what: string; readonly source: string; readonly declared: string }

/**
 * The first event a document names, or whose property it reads, that the tracking plan says was collected for other purposes
 * than this one; null without. A document that names events reads the properties of those; else of every event that has them.
 * Events without purposes in the plan forbid nothing.
 */
export function eventOffence(plan: readonly Planned[], document: RuleDocument | ValueDocument, purpose: string): EventOffence | null {
  const named = new Set(codesReadBy(document).flatMap(({ table, field, code }) => (table === EVENTS && field === 'name' ? [code] : [])))
  const properties = propertiesReadBy(document, EVENTS)
  for (const { key, body } of plan) {
    const declared = body.purposes.map(purposeCode)
    if (declared.length === 0 || declared.includes(purpose)) continue
    const name = eventNameOf(key, body)
    const property = named.size > 0 ? undefined : properties.find((each) => Object.hasOwn(body.props, each))
    if (!named.has(name) && property === undefined) continue
    return { what: property === undefined ? `${EVENTS}.name = ${name}` : `${EVENTS}.props.${property}`, source: `${PLAN_KIND}/${key}`, declared: declared.join(', ') }
  }
  return null
}
