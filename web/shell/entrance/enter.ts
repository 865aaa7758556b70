import { safeReturn } from '../../api/session.js'

/** Goes to the page that asked for the sign-in. A full load: nothing of the visitor stays in memory. */
export function enter(): void {
  location.assign(safeReturn(new URLSearchParams(location.search).get('return')))
}
