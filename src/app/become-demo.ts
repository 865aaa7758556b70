import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { fail } from '#kernel/error'
import { refuseCrossSite, spendSetupLink } from '#platform/access'
import type { Routes } from '#platform/http'
import { becomeDemoSchema } from './contract.js'
import type { Config } from './config.js'
import { markFile, type DataDirMark } from './data-dir.js'
import type { OpenContext } from './open-context.js'

/** Starts the server anew as a demo that loads a bank of this size; absent where nobody can. */
export type StartAsDemo = (customers: number) => void

/**
 * "See it with a demo bank" on an installation nobody has set up: spends the set-up link, marks the data directory as a
 * demo for ever, and starts the server anew. Refused once there are sources: real data never become a demo.
 */
export function becomeDemoRoute(routes: Routes, config: Config, { context, mark }: OpenContext, startAsDemo: StartAsDemo | undefined): void {
  routes.add({
    method: 'POST', url: '/api/v1/setup/demo', permission: 'public', tags: ['system'],
    summary: 'Make an empty installation a demo with a made-up bank, with the one-time link',
    body: becomeDemoSchema,
    response: z.object({ restarting: z.literal(true) }),
    handler: async ({ body, request, reply }) => {
      refuseCrossSite(request)
      if (mark.demo || startAsDemo === undefined || !isLoopback(config.host)) return fail('DEMO_CANNOT_START')
      if ((await context.definitions.list('source', { archived: true })).length > 0) return fail('DEMO_NOT_EMPTY')
      await spendSetupLink(context.ledger, body.token, context.clock.now())
      await markAsDemo(config.dataDir)
      reply.raw.once('finish', () => startAsDemo(body.customers))
      return { restarting: true as const }
    },
  })
}

export function isLoopback(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1'].includes(host)
}

/** Whole or not at all: the mark decides what may be loaded. */
async function markAsDemo(dataDir: string): Promise<void> {
  const path = markFile(dataDir)
  const mark = JSON.parse(await readFile(path, 'utf8')) as DataDirMark
  await writeFile(`${path}.new`, `${JSON.stringify({ ...mark, demo: true }, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
