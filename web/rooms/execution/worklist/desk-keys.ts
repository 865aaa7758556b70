import { dispositions } from '#execution/contract'

export type Disposition = (typeof dispositions)[number]

export type DeskMove =
  | { readonly kind: 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'choose'; readonly disposition: Disposition }
  | { readonly kind: 'record' }

interface Pressed {
  readonly key: string
  readonly ctrlKey?: boolean
  readonly metaKey?: boolean
  readonly altKey?: boolean
}

const steps: Readonly<Record<string, 1 | -1>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/** What a key does at the desk; while somebody types only Ctrl or ⌘ with Enter is heard. */
export function deskMove(pressed: Pressed, isTyping: boolean): DeskMove | null {
  const { key } = pressed
  const isMod = pressed.ctrlKey === true || pressed.metaKey === true
  if (key === 'Enter' && (!isTyping || isMod)) return { kind: 'record' }
  if (isTyping || isMod || pressed.altKey === true) return null
  const by = steps[key]
  if (by !== undefined) return { kind: 'move', by }
  const disposition = /^[1-9]$/.test(key) ? dispositions[Number(key) - 1] : undefined
  return disposition === undefined ? null : { kind: 'choose', disposition }
}

/** The task beside the present one, staying inside the list. */
export function moved(ids: readonly string[], current: string | null, by: 1 | -1): string | null {
  if (ids.length === 0) return null
  const at = current === null ? -1 : ids.indexOf(current)
  if (at < 0) return ids[0] ?? null
  return ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? null
}

/** Where to go when a task is ended and leaves the list: the next one, else the one before. */
export function afterEnding(ids: readonly string[], ended: string): string | null {
  const at = ids.indexOf(ended)
  return ids[at + 1] ?? ids[at - 1] ?? null
}
