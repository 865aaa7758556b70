/** Worker pool for pure kernels that take long enough to be felt. */
export interface Compute {
  /** Runs an exported function of a kernel module in a worker; arguments and result must be structured-cloneable. */
  run<Result>(
    task: { module: string; name: string; args: readonly unknown[] },
    signal?: AbortSignal,
  ): Promise<Result>
  close(): Promise<void>
}
