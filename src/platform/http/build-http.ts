import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import { fastify, LogController, type FastifyInstance, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Actor } from '#platform/access/contract'
import type { Log } from '#platform/log'
import { addMetrics } from './metrics.js'
import { addOpenApi } from './openapi.js'
import { asAppError, toProblem } from './problem.js'
import { createRoutes } from './create-routes.js'
import type { KnownRoute, Routes } from './route.js'
import { addSecurityHeaders } from './security-headers.js'
import { addWeb } from './static-web.js'

const BODY_LIMIT = 1024 * 1024

export interface HttpOptions {
  readonly log: Log
  readonly version: string
  /** Null when nobody is signed in; throws when a request is refused (CSRF). */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>
  /** True when the product can answer: engines open, migrations done. */
  readonly isReady: () => Promise<boolean>
  readonly webFolder: string
  readonly secure: boolean
  readonly trustProxy: boolean
  readonly metricsToken?: string
  /** Largest uploaded file, bytes. */
  readonly uploadLimit: number
}

export interface Http {
  readonly app: FastifyInstance
  readonly routes: Routes
  readonly known: readonly KnownRoute[]
}

/** The HTTP server without its rooms: error answers, security headers, health, metrics, OpenAPI, console files. */
export async function buildHttp(options: HttpOptions): Promise<Http> {
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustProxy,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
  }) as unknown as FastifyInstance
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  addErrorAnswers(app)
  addSecurityHeaders(app, options.secure)
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: options.uploadLimit, files: 1 } })
  addMetrics(app, options.metricsToken)
  await addOpenApi(app, options.version)
  addHealth(app, options.isReady)
  const { routes, known } = createRoutes(app, options.authenticate)
  await addWeb(app, options.webFolder)
  return { app, routes, known }
}

function addErrorAnswers(app: FastifyInstance): void {
  app.setErrorHandler(async (error, request, reply) => {
    const fault = asAppError(error, request.id, request.routeOptions.bodyLimit)
    const problem = toProblem(fault, request.id)
    if (problem.status >= 500) request.log.error({ err: error, code: fault.code, requestId: request.id }, 'request failed')
    return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
  })
}

function addHealth(app: FastifyInstance, isReady: () => Promise<boolean>): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const ready = await isReady().catch(() => false)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' })
  })
}
