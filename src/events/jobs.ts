import { eventSealedPlaces } from './actions/sealed-places.js'
import { issueMistakes, type Mistake } from '#kernel/error'
import type { Context } from '#platform/context'
import { adoptHeld, type AdoptResult } from './actions/adopt-held.js'
import { placeIntake } from './actions/intake-of.js'
import { replayRejects, type ReplayInput, type ReplayResult } from './actions/replay-rejects.js'
import { PLAN_KIND, planEventSchema, type PlanEvent } from './contract.js'
import { eventsPolicy } from './policy.js'
import type { EventPorts } from './ports.js'

const ADOPT_SECONDS = 600

/** Intake's place, the jobs of the room, and the definitions of the tracking plan. */
export function registerEvents(context: Context, ports: EventPorts): void {
  placeIntake(context, ports)
  for (const place of eventSealedPlaces(context)) context.secrets.keepsSealed(place)
  context.jobs.register<ReplayInput, ReplayResult>({
    kind: 'events.replay-rejects',
    titleZh: '重新接收被拒事件',
    titleEn: 'Try rejected events again',
    afterCrash: 'resume',
    exclusive: () => 'events.replay-rejects',
    run: (run) => replayRejects(context, run),
  })
  context.jobs.register<Record<string, never>, AdoptResult>({
    kind: 'events.adopt-held',
    titleZh: '归还待认领用户的事件',
    titleEn: 'Give held events to their customers',
    afterCrash: 'resume',
    exclusive: () => 'events.adopt-held',
    run: (run) => adoptHeld(context, run),
  })
  context.jobs.every('events.adopt-held', ADOPT_SECONDS, async () => {
    await adoptHeld(context)
  })
  context.definitions.register<PlanEvent>({
    kind: PLAN_KIND,
    order: 15,
    permissions: { read: eventsPolicy.plan, write: eventsPolicy.manage },
    async check(body, lookup) {
      const parsed = planEventSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const mistakes = [...valueMistakes(parsed.data), ...(await ports.purposeMistakes(lookup, parsed.data.purposes))]
      return mistakes.length > 0 ? { mistakes } : { body: parsed.data }
    },
    references: () => [],
  })
}

function valueMistakes(body: PlanEvent): Mistake[] {
  return Object.entries(body.props)
    .filter(([, prop]) => prop.values !== undefined && prop.type !== 'text')
    .map(([key]) => ({ code: 'PLAN_PROPERTY_ENUM_TYPE', path: `props.${key}.values`, params: {} }))
}
