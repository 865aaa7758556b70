import type { PlanEvent, PlanProp, ViolationKind } from '../contract.js'
import { objectOf, type EventRecord } from './record.js'

export interface Violation {
  readonly event: string
  readonly prop: string
  readonly kind: ViolationKind
}

interface CompiledProp {
  readonly key: string
  readonly required: boolean
  readonly fits: (value: unknown) => boolean
  readonly values: ReadonlySet<string> | null
}

interface CompiledEvent {
  readonly block: boolean
  readonly props: readonly CompiledProp[]
}

/** The published plan ready to check events; an empty plan finds nothing. */
export type CompiledPlan = ReadonlyMap<string, CompiledEvent>

export function compilePlan(events: readonly { readonly key: string; readonly body: PlanEvent }[]): CompiledPlan {
  return new Map(
    events.map(({ key, body }) => [
      eventNameOf(key, body),
      { block: body.onViolation === 'block', props: Object.entries(body.props).map(([prop, spec]) => compileProp(prop, spec)) },
    ]),
  )
}

/** The name of a planned event as sent: what the body says, else the key with `_` for `-`. */
export function eventNameOf(key: string, body: Pick<PlanEvent, 'event'>): string {
  return body.event ?? key.replaceAll('-', '_')
}

function compileProp(key: string, spec: PlanProp): CompiledProp {
  return { key, required: spec.required, fits: fitters[spec.type], values: spec.values === undefined ? null : new Set(spec.values) }
}

const fitters: Readonly<Record<PlanProp['type'], (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  int: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  bool: (value) => typeof value === 'boolean',
  time: (value) => typeof value === 'number' || (typeof value === 'string' && !Number.isNaN(Date.parse(value))),
  list: (value) => Array.isArray(value),
  object: (value) => objectOf(value) !== null,
}

/** Columns an event may answer a declared property with, besides its own properties. */
export const COLUMNS: Readonly<Record<string, (event: EventRecord) => unknown>> = {
  page: (event) => event.page || undefined,
  element: (event) => event.element || undefined,
  product_id: (event) => event.productId || undefined,
  mode: (event) => event.mode || undefined,
  x: (event) => event.x ?? undefined,
  y: (event) => event.y ?? undefined,
}

const FINE: readonly Violation[] = []

/** What an event breaks of the plan, and whether the plan refuses it for that. */
export function checkPlan(plan: CompiledPlan, event: EventRecord): { readonly violations: readonly Violation[]; readonly blocked: boolean } {
  if (plan.size === 0) return { violations: FINE, blocked: false }
  const declared = plan.get(event.name)
  if (declared === undefined) return { violations: [{ event: event.name, prop: '', kind: 'unknown-event' }], blocked: false }
  let violations: Violation[] | null = null
  for (const prop of declared.props) {
    const kind = violationOf(prop, event.props[prop.key] ?? COLUMNS[prop.key]?.(event))
    if (kind !== null) (violations ??= []).push({ event: event.name, prop: prop.key, kind })
  }
  return { violations: violations ?? FINE, blocked: declared.block && violations !== null }
}

function violationOf(prop: CompiledProp, value: unknown): ViolationKind | null {
  if (value === undefined || value === null || value === '') return prop.required ? 'missing-prop' : null
  if (!prop.fits(value)) return 'wrong-type'
  return prop.values !== null && typeof value === 'string' && !prop.values.has(value) ? 'not-listed' : null
}

/** The type that fits every sampled value, for a draft made of what was seen. */
export function typeOfValues(values: readonly unknown[]): PlanProp['type'] {
  const order: readonly PlanProp['type'][] = ['bool', 'int', 'number', 'list', 'object', 'text']
  return order.find((type) => values.every((value) => fitters[type](value))) ?? 'text'
}
