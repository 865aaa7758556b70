import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { query, sql } from '#kernel/sql'
import type { ConnectorSecret, ConnectorSecretView, Due } from '#ingest/contract'
import { keepConnectorSecret } from '../../src/ingest/actions/connector-secret.js'
import type { FetchResult } from '../../src/ingest/actions/fetch-source.js'
import { tickSources } from '../../src/ingest/actions/tick-sources.js'
import { recentDues } from '../../src/ingest/store/due-store.js'
import { headOffice, openTestApp, type TestApp } from './app.js'
import { tempDir } from './temp-dir.js'

/** Customers with a city, upserted. */
export const cityTarget = { table: 'customer', mode: 'upsert', columns: { cust_id: 'id', city_code: 'city' } }
export const cityCsv = { purposes: ['SERVICE'], format: { type: 'csv' }, targets: [cityTarget] }

/** A test app with an import folder, and what tests of sources do all the time. */
export interface SourceBank {
  readonly app: TestApp
  readonly imports: string
  /** Publishes a source. */
  define(key: string, body: object): Promise<void>
  /** Publishes a source that takes `{date}.csv` from a folder of its own. */
  defineFolder(key: string, more?: object): Promise<void>
  /** Puts a file of a date into a source's folder, an hour old. */
  put(key: string, date: string, content: string): void
  secret(name: string, value: ConnectorSecret): Promise<ConnectorSecretView>
  fetch(source: string, businessDate?: string): Promise<{ name: string; businessDate: string; status: string }[]>
  /** `date id city` of customers whose id begins so, by date and id. */
  cities(prefix: string): Promise<string[]>
  /** Ticks at a moment until every job that started has ended and is seen to have. */
  tick(now: Date): Promise<void>
  /** Newest first: due minute, state, cause, missed, business date. */
  dues(source: string): Promise<string[]>
  close(): Promise<void>
}

export async function openSourceBank(settings: Record<string, string> = {}): Promise<SourceBank> {
  const imports = tempDir('imports')
  const app = await openTestApp({ QUNCE_IMPORT_DIR: imports.path, ...settings })
  const define = async (key: string, body: object) => {
    await app.context.definitions.create('source', { key, name: { zh: key }, body }, headOffice)
    await app.context.definitions.publish('source', key, { revision: 1 }, headOffice)
  }
  return {
    app,
    imports: imports.path,
    define,
    async defineFolder(key, more = {}) {
      mkdirSync(join(imports.path, key), { recursive: true })
      await define(key, { ...cityCsv, connector: { kind: 'folder', path: key, pattern: '{date}.csv' }, ...more })
    },
    put: (key, date, content) => putFile(join(imports.path, key, `${date.replaceAll('-', '')}.csv`), content, 3600),
    secret: (name, value) => keepConnectorSecret(app.context, name, value, headOffice),
    fetch: (source, businessDate = '2026-02-28') => fetchNow(app, source, businessDate),
    cities: (prefix) => citiesOf(app, prefix),
    tick: (now) => tickAt(app, now),
    dues: async (source) => (await recentDues(app.context.ledger, source, 50)).map(sentence),
    close: () => app.close().finally(imports.remove),
  }
}

/** Writes a file that was last changed some seconds ago. */
export function putFile(path: string, content: string, ageSeconds: number): void {
  writeFileSync(path, content)
  const at = new Date(Date.now() - ageSeconds * 1000)
  utimesSync(path, at, at)
}

async function fetchNow(app: TestApp, source: string, businessDate: string) {
  const id = await app.context.jobs.start('data.fetch', { source, businessDate }, headOffice)
  const { files } = (await app.context.jobs.wait(id)) as FetchResult
  return files.map(({ name, businessDate: date, status }) => ({ name, businessDate: date, status }))
}

async function citiesOf(app: TestApp, prefix: string): Promise<string[]> {
  const asked = query<{ id: string; city: string; date: string }>(sql`SELECT cust_id AS id, city_code AS city, valid_from AS date FROM bank_customer WHERE startsWith(cust_id, ${prefix}) ORDER BY date, id, city`)
  return (await app.context.warehouse.query(asked)).map(({ id, city, date }) => `${date} ${id} ${city}`)
}

async function tickAt(app: TestApp, now: Date): Promise<void> {
  await tickSources(app.context, now)
  for (const { id } of (await app.context.jobs.list({ kind: 'data.fetch', limit: 500 })).items) await app.context.jobs.wait(id).catch(() => undefined)
  await tickSources(app.context, now)
}

function sentence({ due, state, cause, missed, businessDate }: Due): string {
  return `${due.slice(0, 16)} ${state} ${cause} ${missed} ${businessDate}`
}
