import type { Context } from '#platform/context'
import type { EventPorts } from '../ports.js'
import { openIntake, type Intake } from './open-intake.js'

interface Place {
  readonly ports: EventPorts
  opening: Promise<Intake> | null
}

const places = new WeakMap<Context, Place>()

/** Names what intake needs from other rooms; it opens with its first request. */
export function placeIntake(context: Context, ports: EventPorts): void {
  places.set(context, { ports, opening: null })
}

export function portsOf(context: Context): EventPorts {
  return placeOf(context).ports
}

/** The one intake of a context, opened when it is first asked for. */
export function intakeOf(context: Context): Promise<Intake> {
  const place = placeOf(context)
  place.opening ??= openIntake(context, place.ports).catch((cause: unknown) => {
    place.opening = null
    throw cause
  })
  return place.opening
}

/** Intake when it is open or opening; null when nobody sent anything yet. */
export function openedIntake(context: Context): Promise<Intake> | null {
  return placeOf(context).opening
}

/** Waits until everything taken is durable, and stores the last figures. */
export async function closeIntake(context: Context): Promise<void> {
  const intake = await openedIntake(context)?.catch(() => null)
  await intake?.close()
}

function placeOf(context: Context): Place {
  const place = places.get(context)
  if (place === undefined) throw new Error('registerEvents comes first')
  return place
}
