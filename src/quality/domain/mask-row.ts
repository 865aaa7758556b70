import { maskText } from '#ingest/contract'
import type { Offender } from '../contract.js'

/** A row's key with its last third, at most three letters, left. */
export function maskKey(key: string): string {
  const letters = Array.from(key)
  const kept = Math.min(3, Math.floor(letters.length / 3))
  return `${'*'.repeat(letters.length - kept)}${letters.slice(letters.length - kept).join('')}`
}

/** An offender as it is kept: the key masked in tables of customers, the value's letters and digits unless it is inside information. */
export function maskOffender(found: Offender, place: { readonly ofCustomers: boolean; readonly open: boolean }): Offender {
  return { row: place.ofCustomers ? maskKey(found.row) : found.row.slice(0, 80), value: place.open ? found.value.slice(0, 80) : maskText(found.value) }
}
