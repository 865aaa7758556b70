import type { RefreshState } from '../contract-refresh.js'

/** Loads of a day come one after another: the last of them is waited for this long. */
export const SETTLE_MINUTES = 10
/** At the least between two builds, from the beginning of one to that of the next. */
export const REST_MINUTES = 60

export interface RefreshFacts {
  readonly on: boolean
  /** Whether tags were ever built: the first time is a person's. */
  readonly built: boolean
  readonly building: boolean
  /** Whether a load is running or waits. */
  readonly loading: boolean
  /** When the newest load became visible; null: there is none. */
  readonly loadedAt: string | null
  /** When the newest build was asked for, whatever became of it: a failed one is not tried again until there are other data. */
  readonly askedAt: string | null
}

/** Whether tags are to be rebuilt at an instant, and if only time is missing, from when on. */
export function refreshDue(facts: RefreshFacts, now: Date): { readonly state: RefreshState; readonly next: string | null } {
  const still = standing(facts)
  if (still !== null) return { state: still, next: null }
  const settled = after(facts.loadedAt, SETTLE_MINUTES)
  const rested = after(facts.askedAt, REST_MINUTES)
  if (now.getTime() < settled) return { state: 'settling', next: new Date(Math.max(settled, rested)).toISOString() }
  if (now.getTime() < rested) return { state: 'resting', next: new Date(rested).toISOString() }
  return { state: 'due', next: null }
}

/** What holds however late it is. */
function standing({ on, built, building, loading, loadedAt, askedAt }: RefreshFacts): RefreshState | null {
  if (building) return 'building'
  if (!on) return 'off'
  if (!built) return 'never-built'
  if (loadedAt === null || (askedAt !== null && Date.parse(loadedAt) <= Date.parse(askedAt))) return 'up-to-date'
  return loading ? 'loading' : null
}

const after = (at: string | null, minutes: number): number => (at === null ? 0 : Date.parse(at) + minutes * 60_000)
