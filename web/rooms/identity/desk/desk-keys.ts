export const deskKeys = { merge: ['M'], apart: ['N'], unsure: ['U'], undo: ['Z'], next: ['J', '→'], previous: ['K', '←'] } as const
export type DeskKey = keyof typeof deskKeys

const byKey: Readonly<Record<string, DeskKey>> = { m: 'merge', n: 'apart', u: 'unsure', z: 'undo', j: 'next', k: 'previous', arrowright: 'next', arrowleft: 'previous' }

interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** What a key does at the desk; null for others, with a modifier, or while somebody types. */
export function deskKeyOf(event: Pressed, isTyping: boolean): DeskKey | null {
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return null
  return byKey[event.key.toLowerCase()] ?? null
}
