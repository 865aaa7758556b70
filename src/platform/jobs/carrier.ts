import { setMaxListeners } from 'node:events'
import { claimRun, type JobRow } from './job-store.js'
import { abortError, runClaimed, type Worker } from './worker.js'

/** Carries up to `concurrency` runs in this process. */
export interface Carrier {
  begin(epoch: number): void
  isOpen(): boolean
  /** Takes what is queued while there is room. */
  pump(): void
  abort(id: string): void
  ids(): string[]
  /** Takes no more, aborts what runs and waits for it. */
  end(): Promise<void>
}

interface Active {
  readonly controller: AbortController
  readonly ended: Promise<void>
}

export function createCarrier(worker: Worker, concurrency: number, onEnded: (id: string) => void): Carrier {
  const active = new Map<string, Active>()
  const state = { epoch: null as number | null, again: false, pumping: null as Promise<void> | null }

  const carry = (row: JobRow): void => {
    const controller = new AbortController()
    // Every statement a job has under way listens; that is no leak.
    setMaxListeners(0, controller.signal)
    if (row.cancel_requested) controller.abort(abortError('cancel'))
    const ended = runClaimed(worker, row, controller)
      .catch((cause: unknown) => report(worker, 'the end of a job was not stored', cause, row.id))
      .then(() => {
        active.delete(row.id)
        onEnded(row.id)
        pump()
      })
    active.set(row.id, { controller, ended })
  }
  const takeAll = async (): Promise<void> => {
    while (state.again) {
      state.again = false
      while (state.epoch !== null && active.size < concurrency) {
        const row = await claimRun(worker.ledger, state.epoch)
        if (row === null) break
        carry(row)
      }
    }
  }
  const pump = (): void => {
    state.again = true
    if (state.epoch === null) return
    state.pumping ??= takeAll()
      .catch((cause: unknown) => report(worker, 'jobs could not be taken', cause))
      .finally(() => (state.pumping = null))
  }
  return {
    pump,
    begin(epoch) {
      state.epoch = epoch
      pump()
    },
    isOpen: () => state.epoch !== null,
    abort: (id) => active.get(id)?.controller.abort(abortError('cancel')),
    ids: () => [...active.keys()],
    async end() {
      state.epoch = null
      await state.pumping
      for (const run of active.values()) run.controller.abort(abortError('shutdown'))
      await Promise.all([...active.values()].map((run) => run.ended))
    },
  }
}

function report(worker: Worker, what: string, cause: unknown, job?: string): void {
  worker.log.error({ job, reason: String(cause) }, what)
}
