import type { Context } from '#platform/context'

/** Jobs and definitions of the room. */
export function registerPrivacy(_context: Context): void {
  // Filled with the room.
}
