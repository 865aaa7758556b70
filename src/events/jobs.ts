import type { Context } from '#platform/context'

/** Jobs and definitions of the room. */
export function registerEvents(_context: Context): void {
  // Filled with the room.
}
