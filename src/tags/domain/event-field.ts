import { selfNamed, type EnumValue, type FactSpec, type FieldSpec, type ValueType } from '#kernel/rule'
import type { Sql } from '#kernel/sql'
import { eventNameOf, eventPropertiesOf, type EventProperty, type PlanEvent, type PropertyType } from '#events/contract'
import { EVENT_TABLE } from './stream-tag.js'

/** What the tracking plan tells rules of events: their names, and the properties they carry. */
export interface EventPlan {
  readonly names: readonly EnumValue[]
  readonly properties: readonly EventProperty[]
  /** Properties the plan once had: rules made then go on reading them, new ones cannot name them. */
  readonly retired: readonly EventProperty[]
}

interface Planned {
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly body: PlanEvent
}

/** The events of a plan under the names they are sent by, with their properties; `history` is what was in force before. */
export function eventPlanOf(plan: readonly Planned[], history: readonly Planned[] = []): EventPlan {
  const properties = eventPropertiesOf(plan)
  return {
    names: plan.map(({ key, name, body }) => ({ code: eventNameOf(key, body), zh: name.zh, en: name.en ?? key })),
    properties,
    retired: eventPropertiesOf(history).filter(({ key }) => !properties.some((property) => property.key === key)),
  }
}

const VALUE_TYPES: Readonly<Record<PropertyType, ValueType>> = { text: 'string', int: 'int', number: 'decimal', bool: 'bool', time: 'instant', list: 'set' }

/** Name of a property's field. */
export function propertyField({ key }: EventProperty): string {
  return `props.${key}`
}

/** The fact with what the plan tells of it: names of events, and their properties as fields `props.<key>`. Facts but events stay as they are. */
export function withEventPlan(fact: FactSpec, { names, properties, retired }: EventPlan, expressionOf: (property: EventProperty) => Sql): FactSpec {
  const { name } = fact.fields
  if (fact.table !== EVENT_TABLE || name === undefined) return fact
  const called: FieldSpec = names.length === 0 ? name : { ...name, values: names, isOpen: true }
  const carried = [...properties, ...retired].map((property) => [propertyField(property), { ...typeOf(property), zh: property.zh, en: property.en, expression: expressionOf(property) }] as const)
  return { ...fact, fields: { ...fact.fields, name: called, ...Object.fromEntries(carried) } }
}

/** Texts of listed values are codes; a plan that keeps what breaks it lets others in. */
function typeOf({ type, values }: EventProperty): Pick<FieldSpec, 'type' | 'values' | 'isOpen'> {
  return values === null ? { type: VALUE_TYPES[type] } : { type: 'enum', values: values.map(selfNamed), isOpen: true }
}
