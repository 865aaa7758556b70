import { useApi } from '../../../api/query.js'
import { DRIFT } from '../paths.js'

/** Reads the total of a page; light, since the menu asks for it on every screen. */
const totalSchema = {
  parse: (value: unknown): { readonly total: number } => {
    const total = typeof value === 'object' && value !== null && 'total' in value ? value.total : null
    return { total: typeof total === 'number' ? total : 0 }
  },
}
const CALM = 60_000

/** How many loads wait for a decision. */
export function usePendingDrift(): number {
  return useApi(DRIFT, totalSchema, { query: { state: 'pending', limit: 1 }, refetchInterval: () => CALM, staleTime: 10_000 }).data?.total ?? 0
}
