import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import { planEventSchema, type PlanEvent } from '../contract.js'
import { compilePlan, type CompiledPlan } from '../domain/check-plan.js'
import { PLAN_KIND } from '../domain/plan-kind.js'

export interface PlannedEvent {
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly body: PlanEvent
}

/** Every published event of the plan. */
export async function loadPlan(context: Context): Promise<PlannedEvent[]> {
  return readPublished(context, await context.definitions.list<unknown>(PLAN_KIND))
}

/** Of the plan's definitions those in force, as published. */
export async function readPublished(context: Context, all: readonly Definition<unknown>[]): Promise<PlannedEvent[]> {
  return Promise.all(all.flatMap(({ key, version }) => (version === null ? [] : [plannedVersion(context, key, version)])))
}

/** An event as a version of the plan said it. */
export async function plannedVersion(context: Context, key: string, version: number): Promise<PlannedEvent> {
  const { name, body } = await context.definitions.version<unknown>(PLAN_KIND, key, version)
  return { key, name, body: planEventSchema.parse(body) }
}

/** The plan intake checks by; reloaded every few seconds while intake is open. */
export interface PlanCache {
  readonly plan: CompiledPlan
  reload(): Promise<void>
}

export async function createPlanCache(context: Context): Promise<PlanCache> {
  const cache = {
    plan: compilePlan(await loadPlan(context)),
    async reload() {
      cache.plan = compilePlan(await loadPlan(context))
    },
  }
  return cache
}
