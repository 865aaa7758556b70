import type { Actor } from '#platform/access/contract'
import type { JobView } from './contract.js'

/** What a running job can do. */
export interface JobRun<Input> {
  readonly id: string
  readonly input: Input
  readonly actor: Actor
  /** Aborted by cancel or shutdown. */
  readonly signal: AbortSignal
  /** What an earlier attempt of this run saved, if anything. */
  readonly checkpoint: unknown
  /** Reports progress (throttled). `step` is a stable word the console translates, such as `reading`. */
  progress(report: {
    step: string
    done?: number
    total?: number
    unit?: 'rows' | 'bytes' | 'customers' | 'steps'
  }): void
  /** Saves where to resume after a crash. */
  save(checkpoint: unknown): Promise<void>
}

export interface JobKind<Input, Result> {
  /** Dotted, such as `tags.build`. */
  readonly kind: string
  readonly titleZh: string
  readonly titleEn: string
  /** `resume`: run again with its checkpoint after a crash; `fail`: mark failed with a retry button. */
  readonly afterCrash: 'resume' | 'fail'
  /** Runs of the same key never overlap, whatever their kinds; the later one waits queued. */
  readonly exclusive?: (input: Input) => string
  run(run: JobRun<Input>): Promise<Result>
}

export interface JobFilter {
  readonly status?: JobView['status'] | undefined
  readonly kind?: string | undefined
  readonly subject?: string | undefined
  readonly actorId?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface Jobs {
  register<Input, Result>(kind: JobKind<Input, Result>): void
  /** Queues a run and returns its id; the same idempotency key returns the same run. */
  start(
    kind: string,
    input: unknown,
    actor: Actor,
    options?: { subject?: string; idempotencyKey?: string },
  ): Promise<string>
  /** Waits until the run ends; rejects with its error when it failed or was cancelled. */
  wait(id: string): Promise<unknown>
  cancel(id: string, actor: Actor): Promise<void>
  retry(id: string, actor: Actor): Promise<string>
  /** Newest first; `cursor` is the last id of the page before. `actorId` keeps one person's runs. */
  list(filter: JobFilter): Promise<{ items: JobView[]; nextCursor: string | null }>
  /** Fails NOT_FOUND. */
  get(id: string): Promise<JobView>
  /** Calls `work` every so many seconds while pulses beat, never twice at once; what it throws is logged. */
  every(name: string, seconds: number, work: () => Promise<void>): void
  /** Lets what `every` registered beat, at once the first time. Only a server does: it stays. */
  beginPulses(): void
  /** Takes up work. Call after every kind is registered and the server lock is held. */
  open(): Promise<void>
  /** Stops taking work, aborts what runs, waits. */
  close(): Promise<void>
}
