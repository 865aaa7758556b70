import { z } from 'zod'
import { setupCheckSchema } from '#platform/access/contract'

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

/** Input of POST /api/v1/demo/bank: how many customers, and the seed that makes them the same everywhere. */
export const demoBankSchema = z.strictObject({ customers: z.number().int().min(1000).max(10_000_000).default(50_000), seed: z.number().int().min(0).max(2_147_483_647).default(7) })
/** Input of POST /api/v1/setup/demo: the set-up link's token and the size of the bank. */
export const becomeDemoSchema = setupCheckSchema.extend({ customers: z.number().int().min(1000).max(10_000_000).default(20_000) })
export type DemoBank = z.infer<typeof demoBankSchema>

/** A line of the demo bank's process, and its last one. */
export const demoBankNewsSchema = z.object({ step: z.string(), done: z.number(), seconds: z.number() })
export const demoBankResultSchema = z.object({ customers: z.number(), rows: z.number(), rejected: z.number(), files: z.number(), generateSeconds: z.number(), seconds: z.number() })
export type DemoBankResult = z.infer<typeof demoBankResultSchema>

/** Input of POST /api/v1/demo/advance. */
export const advanceSchema = z.strictObject({ days: z.number().int().min(1).max(90) })
export type Advance = z.infer<typeof advanceSchema>

/** Answer of GET /api/v1/demo/clock; `market` is where the simulated channel vendor answers, null when none does. */
export const demoClockSchema = z.object({ demo: z.boolean(), today: z.string(), market: z.string().nullable() })
