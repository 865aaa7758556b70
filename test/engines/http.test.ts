import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Http } from '#platform/http'
import { readFileSync } from 'node:fs'
import { openTestApp, openTestHttp, type TestApp } from '../kit/app.js'

let app: TestApp
let http: Http
let imports: string
beforeAll(async () => {
  imports = mkdtempSync(join(tmpdir(), 'qunce-imports-'))
  app = await openTestApp({ QUNCE_IMPORT_DIR: imports })
  http = await openTestHttp(app)
})
afterAll(async () => {
  await http.app.close()
  await app.close()
  rmSync(imports, { recursive: true, force: true })
})

const ask = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: unknown) => {
  const token = readFileSync(join(app.dir, 'cli-token'), 'utf8').trim()
  return http.app.inject({ method, url, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }) })
}

describe('every answer', () => {
  it('every GET list answers on an empty product', async () => {
    const lists = http.known.filter((route) => route.method === 'GET' && !route.url.includes(':') && !/docs|csv|lineage|unmask|^\/v1\//.test(route.url))
    for (const route of lists) {
      const answer = await ask('GET', route.url)
      expect([200, 404, 409], `${route.url} ${answer.payload.slice(0, 300)}`).toContain(answer.statusCode)
    }
  })

  it('carries a strict policy and never a stack', async () => {
    const answer = await ask('GET', '/api/v1/data/loads/999')
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'NOT_FOUND', message: { zh: expect.any(String), en: expect.any(String) } })
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.payload).not.toContain('at ')
  })

  it('mistakes come located, whatever the nonsense', async () => {
    const nonsense: unknown[] = [{}, [], { rule: { v: 1, kind: 'rule', rule: { kind: 'all', all: [{ kind: 'nope' }] } } }, { rule: 7 }]
    for (const body of nonsense) {
      const answer = await ask('POST', '/api/v1/segments/preview', body)
      expect(answer.statusCode).toBe(422)
      expect(answer.json().code).toBe('INPUT_INVALID')
    }
    const broken = await http.app.inject({ method: 'POST', url: '/api/v1/segments/preview', headers: { authorization: `Bearer ${readFileSync(join(app.dir, 'cli-token'), 'utf8').trim()}`, 'content-type': 'application/json' }, payload: '{"rule": ' })
    expect(broken.statusCode).toBe(422)
  })

  it('ING-10: a person reads server paths below the import folder only, links resolved', async () => {
    const { previewFile } = await import('#ingest')
    writeFileSync(join(imports, 'ok.csv'), 'cust_id,name\n1,a\n')
    await expect(previewFile(app.context, { path: join(imports, 'ok.csv') }, {}, false)).resolves.toMatchObject({ sampledRows: 1 })
    await expect(previewFile(app.context, { path: '/etc/passwd' }, {}, false)).rejects.toMatchObject({ code: 'FILE_OUTSIDE_IMPORT_DIR' })
    await expect(previewFile(app.context, { path: join(imports, 'no-such-file') }, {}, false)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
    const { symlinkSync } = await import('node:fs')
    symlinkSync('/etc/passwd', join(imports, 'link.csv'))
    await expect(previewFile(app.context, { path: join(imports, 'link.csv') }, {}, false)).rejects.toMatchObject({ code: 'FILE_OUTSIDE_IMPORT_DIR' })
  })

  it('answers health, readiness, metrics and an OpenAPI 3.1 document', async () => {
    expect((await http.app.inject('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await http.app.inject('/readyz')).json()).toEqual({ status: 'ready' })
    expect((await http.app.inject('/metrics')).payload).toContain('qunce_http_request_seconds')
    const document = (await http.app.inject('/api/docs/json')).json<{ openapi: string; paths: Record<string, unknown> }>()
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths).length).toBeGreaterThan(40)
  })
})
