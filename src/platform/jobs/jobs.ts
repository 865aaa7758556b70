import type { Actor } from '#platform/access/contract'

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
  progress(report: { step: string; done?: number; total?: number; unit?: 'rows' | 'bytes' | 'customers' | 'steps' }): void
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
  /** Runs of the same non-null key never overlap. */
  readonly exclusive?: (input: Input) => string
  run(run: JobRun<Input>): Promise<Result>
}

export interface Jobs {
  register<Input, Result>(kind: JobKind<Input, Result>): void
  /** Queues a run and returns its id; the same idempotency key returns the same run. */
  start(kind: string, input: unknown, actor: Actor, options?: { subject?: string; idempotencyKey?: string }): Promise<string>
  /** Waits until the run ends; rejects with its error when it failed or was cancelled. */
  wait(id: string): Promise<unknown>
  cancel(id: string, actor: Actor): Promise<void>
  retry(id: string, actor: Actor): Promise<string>
  /** Takes up work. Call after every kind is registered. */
  open(): Promise<void>
  /** Stops taking work, aborts what runs, waits. */
  close(): Promise<void>
}
