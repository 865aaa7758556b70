import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import { openWarehouse } from '#platform/warehouse'
import { freePort } from '../kit/free-port.js'
import { createKillableServer, type KillableServer } from '../kit/kill-server.js'
import { tempDir } from '../kit/temp-dir.js'

const ROUNDS = Number(process.env['QUNCE_EVENT_KILL_ROUNDS'] ?? 1)
const EVERY_MS = 20
const AT_ONCE = 40
const LONG = 240_000 + ROUNDS * 60_000

const folder = tempDir('event-kill').path
const dataDir = join(folder, 'data')
let server: KillableServer
let port: number

beforeAll(async () => {
  port = await freePort()
  server = createKillableServer(dataDir, port)
  await server.start()
}, LONG)
afterAll(() => server.dispose(), LONG)

/** Milliseconds into the load of a round, spread over two seconds, never the same twice: seeded by the round alone. */
function moment(round: number): number {
  return 200 + ((round * 2654435761) % 2 ** 32) / 2 ** 32 * 1800
}

describe('kill -9 of the server under load', () => {
  it('EVT-3, EVT-4: what the SDK sent, and sent again, is stored once: none lost, none doubled', { timeout: LONG }, async () => {
    const { key } = await server.post<{ key: string }>('/api/v1/events/write-keys', { name: 'kill', sourceType: 'segment' })
    // The SDK as it comes; only patient enough for a restart, and in small batches so that many are on their way.
    const sdk = new Analytics({ writeKey: key, host: `http://127.0.0.1:${port}`, flushAt: 20, flushInterval: 10, maxRetries: 60, httpRequestTimeout: 20_000 })
    const failed: unknown[] = []
    let retried = 0
    sdk.on('error', (error) => failed.push(error))
    sdk.on('http_request', ({ headers }) => (retried += 'X-Retry-Count' in headers ? 1 : 0))
    let sent = 0
    let told = 0
    const load = setInterval(() => {
      for (let at = 0; at < AT_ONCE; at += 1) {
        sdk.track({ anonymousId: `d${sent % 97}`, event: 'under_kill', messageId: `kill-${sent}`, properties: { n: sent } }, (error) => (told += error === undefined ? 1 : 0))
        sent += 1
      }
    }, EVERY_MS)
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(moment(round))
      await server.kill()
      await server.start()
    }
    await pause(500)
    clearInterval(load)
    await sdk.closeAndFlush()
    expect(failed).toEqual([])
    expect(told).toBe(sent)
    expect(retried).toBeGreaterThan(ROUNDS)
    await server.stop()
    const warehouse = openWarehouse({ dataDir, sessions: 1 })
    try {
      const rows = await warehouse.query(query(sql`SELECT count() AS n, uniqExact(event_id) AS ids, sum(JSONExtractUInt(assumeNotNull(props), 'n')) AS total, uniqExact(run_id) AS runs FROM bank_app_event WHERE name = 'under_kill'`))
      expect(rows).toEqual([{ n: String(sent), ids: String(sent), total: String((sent * (sent - 1)) / 2), runs: expect.stringMatching(/^[12]$/) as string }])
    } finally {
      await warehouse.close()
    }
  })
})
