import type { Params } from '#kernel/error'

/** What the pool sends a worker: run this exported function of this door. */
export interface TaskMessage {
  readonly module: string
  readonly name: string
  readonly args: readonly unknown[]
}

/** What the worker answers. */
export type AnswerMessage =
  | { readonly kind: 'result'; readonly result: unknown }
  | {
      readonly kind: 'app-error'
      readonly code: string
      readonly params: Params
      readonly path: string | undefined
    }
  | { readonly kind: 'fault'; readonly reason: string }
