import { join } from 'node:path'
import { query, sql } from '#kernel/sql'
import { packageRoot } from '#platform/files'
import { buildHttp, type Http } from '#platform/http'
import { becomeDemoRoute, type StartAsDemo } from './become-demo.js'
import type { Config } from './config.js'
import type { OpenContext } from './open-context.js'
import { productVersion } from './product-version.js'
import { addRoutes } from './rooms.js'
import { systemRoutes } from './system-routes.js'

/** The HTTP server with every room's routes. */
export async function buildApp(config: Config, opened: OpenContext, startAsDemo?: StartAsDemo): Promise<Http> {
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
  becomeDemoRoute(http.routes, config, opened, startAsDemo)
  return http
}
