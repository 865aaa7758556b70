import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { query, sql, type Sql } from '#kernel/sql'
import { intakeSettingsSchema, type IntakeSettings, type Taken, type WriteKeyCreate } from '#events/contract'
import { CLI_TOKEN_FILE } from '#platform/access'
import type { Http } from '#platform/http'
import { openTestApp, openTestHttp, type TestApp } from './app.js'

/** The product listening on a port, with a write key, for SDKs to send to. */
export interface EventHouse {
  readonly app: TestApp
  readonly http: Http
  readonly url: string
  /** The local command line's token, for the product's own routes. */
  readonly token: string
  readonly key: string
  readonly keyId: string
  newKey(given?: Partial<WriteKeyCreate>): Promise<{ key: string; id: string }>
  /** Sends JSON with the write key; gives status, answer and headers. */
  send(path: string, body: unknown, headers?: Record<string, string>): Promise<{ status: number; taken: Taken; code: string; headers: Headers }>
  ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer>
  settings(changed: Partial<IntakeSettings>): Promise<void>
  rows<Row>(statement: Sql): Promise<Row[]>
  close(): Promise<void>
}

export async function openEventHouse(): Promise<EventHouse> {
  const app = await openTestApp()
  const http = await openTestHttp(app)
  await http.app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(http.app.server.address() as AddressInfo).port}`
  const token = readFileSync(join(app.dir, CLI_TOKEN_FILE), 'utf8').trim()
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text) as Answer
  }
  const newKey = async (given: Partial<WriteKeyCreate> = {}) => {
    const made = await ask<{ key: string; entry: { id: string } }>('POST', '/api/v1/events/write-keys', { name: 'app', sourceType: 'segment', ...given })
    return { key: made.key, id: made.entry.id }
  }
  const { key, id: keyId } = await newKey()
  return {
    app, http, url, token, key, keyId, newKey, ask,
    async send(path, body, headers = {}) {
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      })
      const taken = JSON.parse(await answer.text()) as Taken & { code: string }
      return { status: answer.status, taken, code: taken.code, headers: answer.headers }
    },
    async settings(changed) {
      await ask('PUT', '/api/v1/events/settings', intakeSettingsSchema.parse(changed))
    },
    rows: (statement) => app.context.warehouse.query(query(statement)),
    async close() {
      await http.app.close()
      await app.close()
    },
  }
}

/** Stored events of a name or all, as plain rows. */
export const storedEvents: Sql = sql`SELECT assumeNotNull(event_id) AS id, toString(name) AS name, cust_id, cust_no, shard_key, device_id, session_id, toString(page) AS page, toString(os) AS os, toString(app_ver) AS app_ver, toString(product_id) AS product_id, props, toString(ts) AS ts, toString(valid_from) AS day, x, y FROM bank_app_event`
