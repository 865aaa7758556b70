import { type Folds, withRecent } from './palette-rows.js'

const RECENT = 'qunce.palette.recent'
const FOLDS = 'qunce.palette.folds'

function kept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Private windows may refuse storage.
  }
}

/** What was used on this device, newest first: keys alone. */
export function recentUsed(): readonly string[] {
  const found = kept(RECENT)
  return Array.isArray(found) ? found.filter((each) => typeof each === 'string') : []
}

/** Puts one on top of what was used. */
export const rememberUsed = (id: string): void => keep(RECENT, withRecent(recentUsed(), id))

/** Takes one out of what was used. */
export const forgetUsed = (id: string): void => keep(RECENT, recentUsed().filter((each) => each !== id))

/** What is open and what is folded on this device. */
export function keptFolds(): Folds {
  const found = kept(FOLDS)
  if (typeof found !== 'object' || found === null) return {}
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'))
}

export const keepFolds = (folds: Folds): void => keep(FOLDS, folds)
