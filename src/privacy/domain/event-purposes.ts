import type { RuleDocument, ValueDocument } from '#kernel/rule'
import { eventNameOf, eventReading, eventUse, PLAN_KIND, type PlanEvent } from '#events/contract'
import { purposeCode } from './purposes.js'

const EVENTS = 'app_event'

interface Planned {
  readonly key: string
  readonly body: Pick<PlanEvent, 'event' | 'purposes' | 'props'>
}

/** An event, or a property of one, that was not collected for a purpose; a type, not an interface: it goes into a mistake's parameters. */
export type EventOffence = { readonly what: string; readonly source: string; readonly declared: string }

/**
 * The first event a document uses that the tracking plan says was collected for other purposes than this one; null without.
 * Events without purposes in the plan forbid nothing.
 */
export function eventOffence(plan: readonly Planned[], document: RuleDocument | ValueDocument, purpose: string): EventOffence | null {
  const reading = eventReading(document)
  for (const { key, body } of plan) {
    const declared = body.purposes.map(purposeCode)
    if (declared.length === 0 || declared.includes(purpose)) continue
    const event = eventNameOf(key, body)
    const use = eventUse({ event, props: Object.keys(body.props) }, reading)
    if (use === null) continue
    const what = use.isNamed ? `name = ${event}` : `props.${use.props[0] ?? ''}`
    return { what: `${EVENTS}.${what}`, source: `${PLAN_KIND}/${key}`, declared: declared.join(', ') }
  }
  return null
}
