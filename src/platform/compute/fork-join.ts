/** Places of the control words, all of one shared Int32Array. */
export const FIELDS = ['generation', 'ticket', 'parts', 'kernel', 'arguments', 'done', 'fault', 'stop'] as const
export const MOST_ARGUMENTS = 64
/** A ticket holds the number of its run above and of the next part below, 16 bits each. */
export const MOST_PARTS = 0xffff

export interface ThreadGround {
  readonly control: Int32Array
  readonly args: Float64Array
}

const TICKET = FIELDS.indexOf('ticket')
const DONE = FIELDS.indexOf('done')

/**
 * Does parts of a run until none is left. A part is taken by moving the ticket on, which fails once the run is another
 * one, so nobody works on a run with what belonged to the one before.
 */
export function takeParts({ control }: ThreadGround, generation: number, work: (part: number, parts: number) => void): void {
  const parts = Atomics.load(control, FIELDS.indexOf('parts'))
  for (;;) {
    const ticket = Atomics.load(control, TICKET)
    const part = ticket & 0xffff
    if (ticket >>> 16 !== generation || part >= parts) return
    if (Atomics.compareExchange(control, TICKET, ticket, ticket + 1) === ticket) doPart(control, part, parts, work)
  }
}

function doPart(control: Int32Array, part: number, parts: number, work: (part: number, parts: number) => void): void {
  try {
    work(part, parts)
  } catch {
    Atomics.store(control, FIELDS.indexOf('fault'), 1)
  }
  if (Atomics.add(control, DONE, 1) + 1 === parts) Atomics.notify(control, DONE)
}
