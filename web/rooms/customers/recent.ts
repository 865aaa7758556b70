const KEY = 'qunce.recent-customers'
const MOST = 8

/** Customer numbers opened in this browser tab, newest first. Numbers only, and gone with the tab. */
export function recentCustomers(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((item) => typeof item === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

/** Puts a customer on top of the recent ones. */
export function rememberCustomer(custId: string): void {
  const next = [custId, ...recentCustomers().filter((known) => known !== custId)].slice(0, MOST)
  sessionStorage.setItem(KEY, JSON.stringify(next))
}
