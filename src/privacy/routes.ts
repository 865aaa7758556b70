import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'

/** Routes of the room. */
export function privacyRoutes(_routes: Routes, _context: Context): void {
  // Filled with the room.
}
