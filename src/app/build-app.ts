import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { query, sql } from '#kernel/sql'
import { buildHttp, type Http } from '#platform/http'
import type { Config } from './config.js'
import type { OpenContext } from './open-context.js'
import { addRoutes } from './rooms.js'
import { systemRoutes } from './system-routes.js'

/** Root of the package, from src/app or dist/src/app. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

/** This build's version. */
export function productVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}

/** The HTTP server with every room's routes. */
export async function buildApp(config: Config, opened: OpenContext): Promise<Http> {
  const { context, access } = opened
  const http = await buildHttp({
    log: context.log,
    version: productVersion(),
    authenticate: (request) => access.authenticate(request),
    isReady: async () => {
      await context.warehouse.query(query(sql`SELECT 1`), { maxSeconds: 5 })
      await context.ledger.version()
      return true
    },
    webFolder: join(packageRoot(), 'dist', 'web'),
    secure: config.behindTlsProxy,
    trustProxy: config.behindTlsProxy,
    uploadLimit: config.uploadLimit,
    ...(config.metricsToken === undefined ? {} : { metricsToken: config.metricsToken }),
  })
  addRoutes(http.routes, context, access)
  systemRoutes(http.routes, config, opened)
  return http
}
