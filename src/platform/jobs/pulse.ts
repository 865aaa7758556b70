import type { Log } from '#platform/log'

export interface Pulse {
  readonly name: string
  readonly seconds: number
  readonly work: () => Promise<void>
}

/** Work that the wall clock starts. */
export interface Pulses {
  add(pulse: Pulse): void
  begin(): void
  /** Starts nothing more and waits for what runs. */
  end(): Promise<void>
}

/** A pulse never overlaps itself: a beat that comes while its work runs is left out. */
export function createPulses(log: Log): Pulses {
  const known: Pulse[] = []
  const timers: NodeJS.Timeout[] = []
  const running = new Map<string, Promise<void>>()

  const beat = ({ name, work }: Pulse): void => {
    if (running.has(name)) return
    const done = work()
      .catch((cause: unknown) => log.error({ pulse: name, reason: String(cause) }, 'work that was due failed'))
      .finally(() => running.delete(name))
    running.set(name, done)
  }
  return {
    add: (pulse) => void known.push(pulse),
    begin() {
      for (const pulse of known) {
        beat(pulse)
        timers.push(setInterval(() => beat(pulse), pulse.seconds * 1000).unref())
      }
    },
    async end() {
      for (const timer of timers.splice(0)) clearInterval(timer)
      await Promise.all(running.values())
    },
  }
}
