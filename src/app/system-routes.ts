import { statfs } from 'node:fs/promises'
import { z } from 'zod'
import { startedSchema } from '#platform/http/contract'
import { fail } from '#kernel/error'
import type { Routes } from '#platform/http'
import { searchSchema, systemSchema, todaySchema } from './contract.js'
import { printableConfig, type Config } from './config.js'
import { productVersion } from './product-version.js'
import type { OpenContext } from './open-context.js'

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
    response: todaySchema,
    handler: async () => ({ businessDate: await context.businessClock.today(), timeZone: opened.mark.timeZone, currency: opened.mark.currency, demo: opened.mark.demo }),
  })
  searchRoute(routes, opened)
}

const MOST_FOUND = 20

/** Definitions the asker may read, by key or name; prefixes first. */
function searchRoute(routes: Routes, { context }: OpenContext): void {
  routes.add({
    method: 'GET', url: '/api/v1/search', permission: 'signed-in', tags: ['system'],
    summary: 'Find definitions by key or name',
    query: z.object({ q: z.string().trim().max(100).default('') }),
    response: searchSchema,
    handler: async ({ query, actor }) => {
      const wanted = query.q.toLowerCase()
      if (wanted === '') return { items: [] }
      const kinds = context.definitions.kinds().filter((kind) => actor.permissions.includes(kind.permissions.read))
      const lists = await Promise.all(kinds.map((kind) => context.definitions.list(kind.kind)))
      const texts = (item: { key: string; name: { zh: string; en?: string | undefined } }) => [item.key, item.name.zh, item.name.en ?? ''].map((text) => text.toLowerCase())
      const found = lists.flat().filter((item) => texts(item).some((text) => text.includes(wanted)))
      const rank = (item: (typeof found)[number]) => (texts(item).some((text) => text.startsWith(wanted)) ? 0 : 1)
      const items = found.sort((a, b) => rank(a) - rank(b)).slice(0, MOST_FOUND)
      return { items: items.map(({ kind, key, name }) => ({ kind, key, name })) }
    },
  })
}
