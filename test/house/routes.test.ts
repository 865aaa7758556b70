import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { permissions } from '#platform/access/contract'
import { PUBLIC_ROUTES, type Http } from '#platform/http'
import { openTestApp, openTestHttp, type TestApp } from '../kit/app.js'

/** Answered by the server itself, before any route of ours. */
const OUTSIDE_THE_PRODUCT = ['GET /healthz', 'GET /readyz']

let opened: TestApp
let http: Http
beforeAll(async () => {
  opened = await openTestApp()
  http = await openTestHttp(opened)
  await http.app.ready()
})
afterAll(async () => {
  await http.app.close()
  await opened.close()
})

/** A URL that matches the route, with a plausible value in each place. */
function urlOf(route: string): string {
  return route.replace(/:[A-Za-z]+/g, '1').replace('*', 'x')
}

function call(method: string, route: string, headers: Record<string, string> = {}) {
  return http.app.inject({ method: method as 'GET', url: urlOf(route), headers, ...(method === 'GET' ? {} : { payload: {} }) })
}

describe('routes', () => {
  it('each have a policy', () => {
    expect(http.known.length).toBeGreaterThan(30)
    const allowed: readonly string[] = [...permissions, 'signed-in', 'public']
    expect(http.known.filter((route) => !allowed.includes(route.permission))).toEqual([])
  })

  it('are public only when listed', () => {
    const open = http.known.filter((route) => route.permission === 'public').map((route) => `${route.method} ${route.url}`)
    expect([...open, ...OUTSIDE_THE_PRODUCT].sort()).toEqual([...PUBLIC_ROUTES].sort())
  })

  it('answer 401 to a stranger, before they look at what was sent', async () => {
    const wrong: string[] = []
    for (const route of http.known) {
      if (PUBLIC_ROUTES.includes(`${route.method} ${route.url}`)) continue
      const answer = await call(route.method, route.url)
      if (answer.statusCode !== 401 || answer.json<{ code: string }>().code !== 'SIGN_IN_NEEDED') wrong.push(`${route.method} ${route.url}: ${answer.statusCode}`)
    }
    expect(wrong).toEqual([])
  })

  it('answer 401 to a token nobody issued', async () => {
    const wrong: string[] = []
    for (const route of http.known) {
      if (PUBLIC_ROUTES.includes(`${route.method} ${route.url}`)) continue
      const answer = await call(route.method, route.url, { authorization: 'Bearer qs_0000000000000000000000000000000000000000000' })
      if (answer.statusCode !== 401) wrong.push(`${route.method} ${route.url}: ${answer.statusCode}`)
    }
    expect(wrong).toEqual([])
  })

  it('live under /api/v1, or /v1 for events', () => {
    const outside = http.known.filter((route) => !/^\/(api\/)?v1\//.test(route.url)).map((route) => route.url)
    expect(outside).toEqual([])
  })

  it('are on the OpenAPI page, each of them and nothing else', () => {
    const { paths } = http.app.swagger() as { paths?: Record<string, object> }
    const documented = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    const known = http.known.map((route) => `${route.method} ${route.url.replace('*', ':*')}`)
    expect(documented.sort()).toEqual(known.sort())
  })
})
