import { drainPending, Session } from 'chdb'

/** Sessions over one data directory: one checkout, one statement. */
export interface SessionPool {
  use<T>(work: (session: Session) => Promise<T>): Promise<T>
  /** The same on one more session kept free of queries; calls wait for each other only. */
  useApart<T>(work: (session: Session) => Promise<T>): Promise<T>
  /** A session apart, for KILL and progress while every other one is busy. */
  readonly control: Session
  close(): Promise<void>
}

/** Opens `size` sessions and one for control; each runs `setUp` statements first. */
export function openSessionPool(path: string, size: number, args: readonly string[], setUp: readonly string[]): SessionPool {
  const open = () => {
    const session = new Session(path, { connectionArgs: [...args] })
    for (const statement of setUp) session.query(statement)
    return session
  }
  const control = open()
  const all = Array.from({ length: size }, open)
  const lane = open()
  const free = [...all]
  const waiting: ((session: Session) => void)[] = []
  let busy = 0
  let idle: (() => void) | null = null
  let lastApart: Promise<unknown> = Promise.resolve()

  const take = (): Promise<Session> => {
    busy += 1
    const session = free.pop()
    return session ? Promise.resolve(session) : new Promise((resolve) => waiting.push(resolve))
  }
  const give = (session: Session) => {
    busy -= 1
    const next = waiting.shift()
    if (next) next(session)
    else free.push(session)
    if (busy === 0) idle?.()
  }

  return {
    control,
    async use(work) {
      const session = await take()
      try {
        return await work(session)
      } finally {
        give(session)
      }
    },
    useApart(work) {
      const next = lastApart.then(() => work(lane))
      lastApart = next.catch(() => undefined)
      return next
    },
    // Order matters: await what is in flight, then close; other orders crashed the process.
    async close() {
      await lastApart
      if (busy > 0) await new Promise<void>((resolve) => (idle = resolve))
      await drainPending()
      for (const session of [...all, lane, control]) session.close()
      await drainPending()
    },
  }
}
