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

/** What a key does at the desk; while somebody types only Ctrl or ⌘ with Enter is heard. */
export function deskMove({ key, ctrlKey = false, metaKey = false, altKey = false }: Pressed, isTyping: boolean): DeskMove | null {
  const isMod = ctrlKey || metaKey
  if (key === 'Enter' && (!isTyping || isMod)) return { kind: 'record' }
  if (isTyping || isMod || altKey) return null
  if (key === 'j' || key === 'ArrowDown') return { kind: 'move', by: 1 }
  if (key === 'k' || key === 'ArrowUp') return { kind: 'move', by: -1 }
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
