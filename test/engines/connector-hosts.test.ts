import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveHost } from '#platform/http'
import { describeConnectorSecret, removeConnectorSecret } from '../../src/ingest/actions/connector-secret.js'
import { testSource } from '../../src/ingest/actions/test-source.js'
import { headOffice } from '../kit/app.js'
import { cityCsv as csv, openSourceBank, type SourceBank } from '../kit/source-bank.js'

let bank: SourceBank
let api: Server
let apiUrl: string
const pages: Record<string, { status?: number; location?: string; body: unknown }> = {}
const apiHeaders: Record<string, string | string[] | undefined>[] = []
beforeAll(async () => {
  api = createServer((request, response) => {
    apiHeaders.push(request.headers)
    const page = pages[request.url ?? ''] ?? { status: 404, body: {} }
    response.writeHead(page.status ?? 200, { 'content-type': 'application/json', ...(page.location === undefined ? {} : { location: page.location }) })
    response.end(typeof page.body === 'string' ? page.body : JSON.stringify(page.body))
  })
  await new Promise<void>((resolve) => void api.listen(0, '127.0.0.1', resolve))
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
  bank = await openSourceBank({ QUNCE_CONNECTOR_HOSTS: '127.0.0.1, db.bank.example' })
  await bank.secret('api', { kind: 'token', hosts: ['127.0.0.1'], token: 'open sesame' })
})
afterAll(async () => {
  await bank.close()
  await new Promise<unknown>((resolve) => {
    api.close(resolve)
    api.closeAllConnections()
  })
})

describe('ING-12: HTTP JSON', () => {
  const http = (more: object) => ({ ...csv, format: { type: 'jsonl' }, connector: { kind: 'http', url: `${apiUrl}/a?d={date}`, items: '/data/items', secretRef: 'api', ...more } })
  const items = (...ids: string[]) => ids.map((id) => ({ id, city: 'A' }))

  it('follows links, cursors and page numbers to the end, with its token', async () => {
    pages['/a?d=2026-02-28'] = { body: { data: { items: items('H1') }, next: '/a?p=2' } }
    pages['/a?p=2'] = { body: { data: { items: items('H2') } } }
    await bank.define('link', http({ paging: { kind: 'link', next: '/next' } }))
    expect((await bank.fetch('link')).map(({ name }) => name)).toEqual(['link-2026-02-28.jsonl'])
    expect(apiHeaders.at(-1)?.['authorization']).toBe('Bearer open sesame')
    pages['/c'] = { body: { data: { items: items('H3') }, meta: { cursor: 'x y' } } }
    pages['/c?after=x+y'] = { body: { data: { items: items('H4') }, meta: { cursor: null } } }
    await bank.define('cursor', http({ url: `${apiUrl}/c`, paging: { kind: 'cursor', next: '/meta/cursor', param: 'after' } }))
    await bank.fetch('cursor')
    pages['/p?page=1'] = { body: items('H5') }
    pages['/p?page=2'] = { body: items('H6') }
    pages['/p?page=3'] = { body: [] }
    await bank.define('page', http({ url: `${apiUrl}/p`, items: '', paging: { kind: 'page', param: 'page' } }))
    await bank.fetch('page')
    expect((await bank.cities('H')).map((row) => row.slice(11))).toEqual(['H1 A', 'H2 A', 'H3 A', 'H4 A', 'H5 A', 'H6 A'])
  })

  it.each([
    ['circle', { body: { data: { items: items('I') }, next: '/circle' } }, 'CONNECTOR_ANSWER'],
    ['elsewhere', { body: { data: { items: items('I') }, next: 'http://169.254.169.254/x' } }, 'CONNECTOR_HOST_NOT_LISTED'],
    ['redirect', { status: 302, location: 'http://169.254.169.254/latest', body: {} }, 'CONNECTOR_HOST_NOT_LISTED'],
    ['hop', { status: 302, location: '/hop', body: {} }, 'CONNECTOR_ANSWER'],
    ['text', { body: 'hello' }, 'CONNECTOR_ANSWER'],
    ['no-list', { body: { data: {} } }, 'CONNECTOR_ANSWER'],
    ['broken', { status: 500, body: {} }, 'CONNECTOR_ANSWER'],
    ['large-number', { body: '{"data":{"items":[{"id":9007199254740993}]}}' }, 'CONNECTOR_ANSWER'],
  ])('%s is refused', async (name, page, code) => {
    pages[`/${name}`] = page
    await bank.define(`http-${name}`, http({ url: `${apiUrl}/${name}`, paging: { kind: 'link', next: '/next' } }))
    await expect(bank.fetch(`http-${name}`)).rejects.toMatchObject({ code })
  })
})

describe('ING-11: hosts and secrets', () => {
  const checked = async (connector: object, more: object = {}) => (await bank.app.context.definitions.check('source', null, { ...csv, ...more, connector })).map(({ code, path }) => `${code} ${path}`)
  const database = { kind: 'database', engine: 'postgresql', host: 'db.bank.example', database: 'd', table: 't', secretRef: 'core' }

  it('a definition names listed hosts only, and its mistakes are located', async () => {
    expect(await checked(database)).toEqual([])
    expect(await checked({ ...database, host: 'evil.example' })).toEqual(['CONNECTOR_HOST_NOT_LISTED connector.host'])
    expect(await checked({ kind: 'http', url: 'http://localhost/x' }, { format: { type: 'jsonl' } })).toEqual(['CONNECTOR_HOST_NOT_LISTED connector.url'])
    expect(await checked({ kind: 'http', url: 'http://u:p@127.0.0.1/x' }, { format: { type: 'jsonl' } })).toEqual(['CONNECTOR_SECRET_IN_URL connector.url'])
    expect(await checked({ kind: 'http', url: 'file:///etc/passwd' })).toContain('FIELD_INVALID connector.url')
    expect(await checked(database, { format: { type: 'jsonl', gzip: true } })).toEqual(['CONNECTOR_FORMAT format.type', 'CONNECTOR_FORMAT format.gzip'])
    expect(await checked({ kind: 'folder', path: 'x', pattern: '{when}' })).toEqual(['CONNECTOR_PATTERN_INVALID connector.pattern'])
    expect(await checked(database, { schedule: { kind: 'cron', cron: '99 * * * *' } })).toEqual(['SCHEDULE_INVALID schedule.cron'])
    expect(await checked({ kind: 'upload' }, { schedule: { kind: 'cron', cron: '0 6 * * *' } })).toEqual(['SCHEDULE_NEEDS_CONNECTOR schedule'])
    expect(await checked({ kind: 'upload' }, { trust: 'third-party', legalBasis: 'consent' })).toEqual(['CONSENT_PROOF_MISSING consentProof'])
    expect(await checked({ ...database, host: "x'; drop" })).toContain('FIELD_INVALID connector.host')
  })

  it('a listed name that leads to this machine is refused when it is connected', async () => {
    const leadsTo = (address: string) => resolveHost(new URL('tcp://db.bank.example:5432'), ['db.bank.example'], async () => ({ address, family: 4 }))
    expect(await leadsTo('10.1.2.3')).toEqual({ address: '10.1.2.3', family: 4 })
    expect([await leadsTo('127.0.0.1'), await leadsTo('169.254.169.254'), await leadsTo('0.0.0.0')]).toEqual([null, null, null])
    // The list was shortened after the source was published: nothing is fetched any more.
    const context = { ...bank.app.context, settings: { ...bank.app.context.settings, connectorHosts: [] } }
    await bank.define('inner', { ...csv, format: { type: 'jsonl' }, connector: { kind: 'http', url: `${apiUrl}/a` } })
    await expect(testSource(context, 'inner')).rejects.toMatchObject({ code: 'CONNECTOR_HOST_NOT_LISTED', path: 'connector.url' })
  })

  it('a secret is sealed, never told, rotated, audited, sent to its hosts only', async () => {
    const view = await bank.secret('rotated', { kind: 'token', hosts: ['api.bank.example'], token: 'first-value' })
    expect(view).toMatchObject({ name: 'rotated', version: 1, hosts: ['api.bank.example'], usedBy: [] })
    expect(await bank.secret('rotated', { kind: 'token', hosts: ['api.bank.example'], token: 'second-value' })).toMatchObject({ version: 2 })
    const db = new pg.Client({ connectionString: bank.app.context.ledger.url })
    await db.connect()
    const stored = JSON.stringify((await db.query('SELECT * FROM connector_secret')).rows) + JSON.stringify((await db.query('SELECT * FROM audit_entry')).rows)
    await db.end()
    for (const clear of ['first-value', 'second-value', 'open sesame']) expect(stored).not.toContain(clear)
    expect(stored).toContain('connector-secret.rotate')
    await bank.define('other-host', { ...csv, format: { type: 'jsonl' }, connector: { kind: 'http', url: `${apiUrl}/a`, secretRef: 'rotated' } })
    await expect(bank.fetch('other-host')).rejects.toMatchObject({ code: 'CONNECTOR_SECRET_HOST' })
    await expect(removeConnectorSecret(bank.app.context, 'rotated', headOffice)).rejects.toMatchObject({ code: 'CONNECTOR_SECRET_IN_USE', params: { sources: 'other-host' } })
    await expect(describeConnectorSecret(bank.app.context, 'nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('key rotation seals connector secrets anew', async () => {
    const place = bank.app.context.secrets.places().find(({ name }) => name === 'connector_secret')!
    const rows = [...(await place.counts()).values()].reduce((sum, n) => sum + n, 0)
    await bank.app.context.secrets.addKey(new Date())
    expect(await place.reseal({ signal: new AbortController().signal, progress: () => undefined })).toBe(rows)
    expect([...(await place.counts()).keys()]).toEqual([bank.app.context.secrets.activeKey()])
    expect((await testSource(bank.app.context, 'cursor')).rows).toEqual([['x9', 'x']])
  })
})
