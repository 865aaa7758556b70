import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { AppError } from '#kernel/error'
import { toProblem } from './problem.js'

const HASHED = /\/assets\//

/** Serves the built console; a page address without a file gets index.html, an unknown API address a problem. */
export async function addWeb(app: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(folder)
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      preCompressed: true,
      setHeaders: (response, path) => {
        response.setHeader('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler(async (request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(api|v1|assets)(\/|$)/.test(request.url)
    if (built && isPage) return reply.sendFile('index.html')
    const problem = toProblem(new AppError('NOT_FOUND', { what: request.url.split('?')[0] ?? '' }), request.id)
    return reply.code(404).type('application/problem+json').send(problem)
  })
}
