import type { Context } from '#platform/context'
import type { Severity } from '../domain/rule-body.js'
import type { QualityPorts, Told } from '../ports.js'
import { closePassed, raiseAlert } from '../store/alert-store.js'
import { tellPeople } from './tell-people.js'

/** What another room finds wrong with something of its own, such as a model that drifts. */
export interface Notice {
  /** Unique name of what is watched, such as `model/churn-90d` or `segment/young/3`. */
  readonly rule: `model/${string}` | `segment/${string}`
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly kind: string
  readonly severity: Severity
  readonly asOf: string
  readonly value: number | null
  readonly threshold: number | null
  readonly tell: readonly Told[]
}

/** People are found by ports app gives to this room alone. */
const ports = new WeakMap<Context['ledger'], QualityPorts>()

export function givePeople(context: Context, given: QualityPorts): void {
  ports.set(context.ledger, given)
}

/** Opens an alert of another room, or counts it on the one that is open, and tells who is named. */
export async function raiseNotice(context: Context, notice: Notice): Promise<void> {
  const { rule, kind, severity, asOf, value, threshold } = notice
  const result = { rule, kind, table: null, source: null, severity, asOf, value, threshold }
  await context.ledger.transaction((tx) => raiseAlert(tx, result, { zh: notice.name.zh, en: notice.name.en }))
  const people = ports.get(context.ledger)
  if (people !== undefined) await tellPeople(context, people, new Map([[rule, { body: { tell: [...notice.tell] } }]]))
}

/** Closes the alert of what is right again. */
export function closeNotice(context: Context, rule: Notice['rule'], asOf: string): Promise<void> {
  return context.ledger.transaction((tx) => closePassed(tx, { rule, source: null, asOf }))
}
