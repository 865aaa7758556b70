/** A call of an exported function of a kernel door, or of this one. */
export interface ComputeTask {
  readonly module: string
  readonly name: string
  readonly args: readonly unknown[]
  /** The function takes `{ machine, tick }` before its arguments: kernels on every core, and where to tell its progress. */
  readonly machine?: boolean
  /** Told the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/** Worker pool for pure kernels that take long enough to be felt. */
export interface Compute {
  /** Runs an exported function of a kernel module in a worker; arguments and result must be structured-cloneable. */
  run<Result>(task: ComputeTask, signal?: AbortSignal): Promise<Result>
  close(): Promise<void>
}
