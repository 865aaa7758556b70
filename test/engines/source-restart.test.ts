import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openContext, readConfig, type OpenContext } from '#app'
import { query, sql } from '#kernel/sql'
import type { BackfillResult } from '../../src/ingest/actions/backfill-source.js'
import { startBackfill } from '../../src/ingest/actions/run-source.js'
import { tickSources } from '../../src/ingest/actions/tick-sources.js'
import { recentDues } from '../../src/ingest/store/due-store.js'
import { headOffice } from '../kit/app.js'
import { quietLog } from '../kit/ledger.js'
import { cityCsv, putFile } from '../kit/source-bank.js'
import { tempDir } from '../kit/temp-dir.js'

const dir = tempDir('restart')
const imports = join(dir.path, 'imports')
let server: OpenContext
const start = () => openContext(readConfig({ QUNCE_DATA_DIR: join(dir.path, 'data'), QUNCE_IMPORT_DIR: imports, QUNCE_SESSIONS: '2', QUNCE_LOG_LEVEL: 'silent' }), { throwAway: true, log: quietLog })
const restart = async () => {
  await server.close()
  server = await start()
}

beforeAll(async () => {
  mkdirSync(imports, { recursive: true })
  server = await start()
})
afterAll(async () => {
  await server.close()
  dir.remove()
})

async function define(key: string, more: object) {
  mkdirSync(join(imports, key))
  const body = { ...cityCsv, connector: { kind: 'folder', path: key, pattern: '{date}.csv' }, ...more }
  await server.context.definitions.create('source', { key, name: { zh: key }, body }, headOffice)
  await server.context.definitions.publish('source', key, { revision: 1 }, headOffice)
}
const put = (key: string, date: string, content: string) => putFile(join(imports, key, `${date}.csv`), content, 3600)
const ids = async (prefix: string) => (await server.context.warehouse.query(query<{ id: string }>(sql`SELECT cust_id AS id FROM bank_customer WHERE startsWith(cust_id, ${prefix}) ORDER BY run_id, id`))).map(({ id }) => id)

it('ING-15: a server that stops in the middle of a due run goes on with that very run', async () => {
  await define('nightly', { schedule: { kind: 'cron', cron: '0 6 * * *', dataOf: 'previous-day' } })
  for (const day of ['01', '02', '03']) put('nightly', `202602${day}`, `id,city\nN${day},x\n`)
  await tickSources(server.context, new Date('2026-02-03T20:00:00Z'))
  await tickSources(server.context, new Date('2026-02-03T22:00:00Z'))
  await restart()
  await tickSources(server.context, new Date('2026-02-03T22:01:00Z'))
  const [running] = await recentDues(server.context.ledger, 'nightly', 10)
  await server.context.jobs.wait(running?.jobId ?? '')
  await restart()
  await tickSources(server.context, new Date('2026-02-03T22:02:00Z'))
  const dues = await recentDues(server.context.ledger, 'nightly', 10)
  expect(dues).toMatchObject([{ due: '2026-02-03T22:00:00.000Z', attempt: 1, missed: 0 }])
  expect(dues[0]).toMatchObject({ state: 'DONE', files: ['01', '02', '03'].map((day) => ({ name: `202602${day}.csv` })) })
  expect(await ids('N')).toEqual(['N01', 'N02', 'N03'])
  expect((await server.context.jobs.list({ kind: 'data.fetch', limit: 10 })).items).toHaveLength(1)
})

it('ING-13: a backfill that was cut off goes on behind its last date', async () => {
  await define('past', {})
  const days = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))
  for (const day of days) put('past', `202601${day}`, `id,city\nP${day},x\n`)
  const jobId = await startBackfill(server.context, 'past', { from: '2026-01-01', to: '2026-01-31' }, headOffice, {})
  while ((await server.context.jobs.get(jobId)).step !== 'committing' && (await ids('P')).length < 2) await new Promise((resolve) => setImmediate(resolve))
  await restart()
  const { loaded, unchanged, nothing } = (await server.context.jobs.wait(jobId)) as BackfillResult
  expect({ dates: loaded + unchanged, nothing }).toEqual({ dates: 12, nothing: 0 })
  expect(await ids('P')).toEqual(days.map((day) => `P${day}`))
  expect((await server.context.jobs.get(jobId)).attempt).toBe(2)
})
