import type { UseQueryResult } from '@tanstack/react-query'
import { z } from 'zod'
import type { ApiError } from './problem.js'
import { useApi } from './query.js'

// src/app has no window yet; these mirror src/app/system-routes.ts.
const todaySchema = z.object({
  businessDate: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  demo: z.boolean(),
})
export type Today = z.infer<typeof todaySchema>

const engine = z.object({ kind: z.enum(['embedded', 'server']), version: z.string() })

export const systemSchema = z.object({
  version: z.string(),
  node: z.string(),
  warehouse: engine,
  ledger: engine,
  dataDir: z.string(),
  diskFreeBytes: z.number(),
  demo: z.boolean(),
  timeZone: z.string(),
  currency: z.string(),
  businessDate: z.string(),
  settings: z.array(z.object({ name: z.string(), value: z.string(), origin: z.string() })),
})
export type System = z.infer<typeof systemSchema>

/** Business date, zone and reporting currency of the bank. */
export const useToday = (): UseQueryResult<Today, ApiError> =>
  useApi('/api/v1/today', todaySchema, { staleTime: 60_000 })
