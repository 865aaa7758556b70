import { statfs } from 'node:fs/promises'
import { z } from 'zod'
import { startedSchema } from '#platform/http/contract'
import { fail } from '#kernel/error'
import type { Routes } from '#platform/http'
import { printableConfig, type Config } from './config.js'
import { productVersion } from './product-version.js'
import type { OpenContext } from './open-context.js'

const systemSchema = z.object({
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

/** What the settings page and the header show about this installation. */
export function systemRoutes(routes: Routes, config: Config, opened: OpenContext): void {
  const { context } = opened
  routes.add({
    method: 'GET', url: '/api/v1/system', permission: 'system.manage', tags: ['system'],
    summary: 'Versions, engines, disk and settings (secrets only as set or not)',
    response: systemSchema,
    handler: async () => {
      const disk = await statfs(config.dataDir)
      return {
        version: productVersion(),
        node: process.version,
        warehouse: { kind: config.warehouseUrl === undefined ? 'embedded' as const : 'server' as const, version: await context.warehouse.version() },
        ledger: { kind: config.ledgerUrl === undefined ? 'embedded' as const : 'server' as const, version: await context.ledger.version() },
        dataDir: config.dataDir,
        diskFreeBytes: disk.bavail * disk.bsize,
        demo: opened.mark.demo,
        timeZone: opened.mark.timeZone,
        currency: opened.mark.currency,
        businessDate: await context.businessClock.today(),
        settings: printableConfig(config),
      }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/backups', permission: 'system.manage', tags: ['system'],
    summary: 'Write a backup of both engines to a new folder of this machine (local command line only)',
    body: z.strictObject({ folder: z.string().min(1) }),
    response: startedSchema,
    handler: async ({ body, actor }) => {
      if (actor.kind !== 'cli') return fail('FORBIDDEN', { permission: 'system.manage' })
      return { jobId: await context.jobs.start('system.backup', body, actor) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/today', permission: 'signed-in', tags: ['system'],
    summary: 'Business date, zone and reporting currency',
    response: z.object({ businessDate: z.string(), timeZone: z.string(), currency: z.string(), demo: z.boolean() }),
    handler: async () => ({ businessDate: await context.businessClock.today(), timeZone: opened.mark.timeZone, currency: opened.mark.currency, demo: opened.mark.demo }),
  })
}
