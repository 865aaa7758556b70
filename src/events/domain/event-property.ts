import type { PlanEvent, PlanProp } from '../contract.js'
import { COLUMNS, eventNameOf } from './check-plan.js'
import { isIdentifierKey } from './identifier-key.js'

/** Types a rule can ask of a property: of an object it asks nothing. */
export type PropertyType = Exclude<PlanProp['type'], 'object'>

/** A property the tracking plan gives its events, for rules. */
export interface EventProperty {
  readonly key: string
  readonly type: PropertyType
  /** Values of a text that are declared, of all events that have it; null where an event declares none. */
  readonly values: readonly string[] | null
  readonly zh: string
  readonly en: string
  /** Names of the events that have it, as sent. */
  readonly events: readonly string[]
}

interface Planned {
  readonly key: string
  readonly body: Pick<PlanEvent, 'event' | 'props'>
}

/**
 * Properties of a plan by name, each with the type that fits every event that declares it: whole numbers and numbers are
 * numbers, any other two types are text. Left out is what rules may not ask: direct identifiers (they are sealed), objects,
 * and what is a column of the event table of its own.
 */
export function eventPropertiesOf(plan: readonly Planned[]): EventProperty[] {
  const declared = new Map<string, { readonly spec: PlanProp; readonly event: string }[]>()
  for (const { key, body } of plan) {
    for (const [prop, spec] of Object.entries(body.props)) {
      if (Object.hasOwn(COLUMNS, prop) || isIdentifierKey(prop)) continue
      declared.set(prop, [...(declared.get(prop) ?? []), { spec, event: eventNameOf(key, body) }])
    }
  }
  return [...declared].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, uses]) => {
    const type = uses.map(({ spec }) => spec.type).reduce(unified)
    return type === 'object' ? [] : [{ key, type, values: valuesOf(uses.map(({ spec }) => spec)), ...wordsOf(key, uses.map(({ spec }) => spec)), events: [...new Set(uses.map(({ event }) => event))] }]
  })
}

const NUMBERS: readonly PlanProp['type'][] = ['int', 'number']

function unified(a: PlanProp['type'], b: PlanProp['type']): PlanProp['type'] {
  if (a === b) return a
  return NUMBERS.includes(a) && NUMBERS.includes(b) ? 'number' : 'text'
}

function valuesOf(specs: readonly PlanProp[]): readonly string[] | null {
  const lists = specs.flatMap(({ values }) => (values === undefined ? [] : [values]))
  return lists.length < specs.length ? null : [...new Set(lists.flat())]
}

/** What the events call it, each name once; a property nobody named is called by its key. */
function wordsOf(key: string, specs: readonly PlanProp[]): { readonly zh: string; readonly en: string } {
  const names = specs.flatMap(({ name }) => (name === undefined ? [] : [{ zh: name.zh, en: name.en ?? key }]))
  const told = (words: readonly string[]) => (words.length === 0 ? key : [...new Set(words)].join(' / '))
  return { zh: told(names.map(({ zh }) => zh)), en: told(names.map(({ en }) => en)) }
}
