import type { Params } from '#kernel/error'

/** What the pool sends a worker: run this exported function of this door. */
export interface TaskMessage {
  readonly module: string
  readonly name: string
  readonly args: readonly unknown[]
  /** Threads of the machine it is given, itself included; absent when it takes none. */
  readonly threads?: number
}

/** What the worker answers. */
export type AnswerMessage =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'progress'; readonly share: number }
  | {
      readonly kind: 'app-error'
      readonly code: string
      readonly params: Params
      readonly path: string | undefined
    }
  | { readonly kind: 'fault'; readonly reason: string }
