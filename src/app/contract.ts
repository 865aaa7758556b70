import { z } from 'zod'

/** Answer of GET /api/v1/system. */
export const systemSchema = z.object({
  version: z.string(),
  node: z.string(),
  warehouse: z.object({ kind: z.enum(['embedded', 'server']), version: z.string() }),
  ledger: z.object({ kind: z.enum(['embedded', 'server']), version: z.string() }),
  dataDir: z.string(),
  diskFreeBytes: z.number(),
  demo: z.boolean(),
  timeZone: z.string(),
  currency: z.string(),
  businessDate: z.string(),
  settings: z.array(z.object({ name: z.string(), value: z.string(), origin: z.string() })),
})

/** Answer of GET /api/v1/today. */
export const todaySchema = z.object({ businessDate: z.string(), timeZone: z.string(), currency: z.string(), demo: z.boolean() })

/** Answer of GET /api/v1/search: definitions by key or name. */
export const searchSchema = z.object({
  items: z.array(z.object({ kind: z.string(), key: z.string(), name: z.object({ zh: z.string(), en: z.string().optional() }) })),
})

/** Input of POST /api/v1/demo/advance. */
export const advanceSchema = z.strictObject({ days: z.number().int().min(1).max(90) })
export type Advance = z.infer<typeof advanceSchema>

/** Answer of GET /api/v1/demo/clock; `market` is where the simulated channel vendor answers, null when none does. */
export const demoClockSchema = z.object({ demo: z.boolean(), today: z.string(), market: z.string().nullable() })
