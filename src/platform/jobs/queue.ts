import { sql } from 'kysely'
import type { JobStatus } from './contract.js'
import { createCarrier } from './carrier.js'
import { CHANNEL, jobTables, loadOrphans, notify, type JobRow } from './job-store.js'
import { settleInterrupted, type Worker } from './worker.js'

const HEARTBEAT_MS = 5000
/** Notices can be lost with their connection; the queue is also looked at this often. */
const SAFETY_MS = 2000
const ENDED: readonly JobStatus[] = ['done', 'failed', 'cancelled']

/** Takes queued runs while the process is open and tells who waits when a run ends. */
export interface Queue {
  open(): Promise<void>
  close(): Promise<void>
  /** Something was queued, here. */
  wake(): Promise<void>
  /** Aborts a run this process carries. */
  abort(id: string): void
  untilEnded(id: string, load: () => Promise<JobRow>): Promise<JobRow>
}

/** Delivery by our own table: `FOR UPDATE SKIP LOCKED` takes the next run, LISTEN/NOTIFY says when to look. */
export function createQueue(worker: Worker, concurrency: number): Queue {
  const { ledger } = worker
  const waiting = createWaiters()
  const carrier = createCarrier(worker, concurrency, (id) => waiting.tell(id))
  const timers: NodeJS.Timeout[] = []
  let stopListening: (() => Promise<void>) | null = null

  const onNotice = (payload: string): void => {
    const [word = '', id = ''] = payload.split(':')
    if (word === 'cancel') carrier.abort(id)
    if (word === 'ended') waiting.tell(id)
    if (word !== 'ended') carrier.pump()
  }
  return {
    abort: (id) => carrier.abort(id),
    async open() {
      const answer = await sql<{ epoch: number }>`SELECT nextval('job_epoch') AS epoch`.execute(ledger.db)
      const epoch = answer.rows[0]?.epoch ?? 0
      for (const row of await loadOrphans(ledger, epoch)) await settleInterrupted(worker, row)
      stopListening = await ledger.listen(CHANNEL, onNotice)
      timers.push(setInterval(() => carrier.pump(), SAFETY_MS))
      timers.push(setInterval(() => void beat(worker, carrier.ids()), HEARTBEAT_MS))
      for (const timer of timers) timer.unref()
      carrier.begin(epoch)
    },
    async close() {
      for (const timer of timers.splice(0)) clearInterval(timer)
      await carrier.end()
      await stopListening?.()
      waiting.tellAll()
    },
    async wake() {
      if (carrier.isOpen()) carrier.pump()
      else await notify(ledger, 'start')
    },
    async untilEnded(id, load) {
      for (;;) {
        const told = waiting.next(id)
        const row = await load()
        if (ENDED.includes(row.status)) return row
        await told
      }
    },
  }
}

async function beat(worker: Worker, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await jobTables(worker.ledger)
    .updateTable('job_run')
    .set({ heartbeat: sql`now()` })
    .where('id', 'in', ids)
    .execute()
    .catch((cause: unknown) =>
      worker.log.warn({ reason: String(cause) }, 'the job heartbeat was not written'),
    )
}

interface Waiters {
  /** Resolves when the run ends, or after a second, so a lost notice costs no more than that. */
  next(id: string): Promise<void>
  tell(id: string): void
  tellAll(): void
}

function createWaiters(): Waiters {
  const waiters = new Map<string, Set<() => void>>()
  const tell = (id: string): void => {
    const callbacks = waiters.get(id) ?? []
    waiters.delete(id)
    for (const callback of callbacks) callback()
  }
  return {
    tell,
    tellAll: () => [...waiters.keys()].forEach(tell),
    next: (id) =>
      new Promise((done) => {
        const timer = setTimeout(done, 1000)
        const callback = (): void => {
          clearTimeout(timer)
          done()
        }
        waiters.set(id, (waiters.get(id) ?? new Set()).add(callback))
      }),
  }
}
