/** After a failure the next attempt waits 5 minutes, 10, 20 … to a day. */
const FIRST_WAIT_MS = 300_000
const LONGEST_WAIT_MS = 86_400_000

/** Whether a receiver that failed so often in a row, the last time at `at`, is left alone for now. */
export function isWaiting({ failures, at }: { readonly failures: number; readonly at: string | null }, now: Date): boolean {
  if (failures === 0 || at === null) return false
  return now.getTime() - Date.parse(at) < Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
}
