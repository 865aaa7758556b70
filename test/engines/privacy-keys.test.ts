import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import type { JobRun } from '#platform/jobs'
import { openSecrets } from '#platform/secrets'
import { readSealed } from '#ingest'
import { keyState, retireKey, rotateKeys, type RotateInput } from '../../src/privacy/actions/keys.js'
import { streamRejects } from '../../src/ingest/actions/stream-rejects.js'
import { auditTrail } from '../kit/audit.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { load } from '../kit/strategy-bank.js'

const CUSTOMERS = 12_000
let app: TestApp
let loadId = ''
let byFirstKey = ''
beforeAll(async () => {
  app = await openTestApp()
  const source = {
    purposes: ['SERVICE'], format: { type: 'csv' }, businessDate: '2025-12-31',
    targets: [{ table: 'customer', mode: 'snapshot', columns: { cust_id: 'id', name: 'name', mobile: 'mobile', email: 'mail', birth_date: { from: 'born', format: 'YYYY-MM-DD' } } }],
  }
  const line = (at: number) => `C${at},客户${at},138${String(at).padStart(8, '0')},${at % 3 === 0 ? '' : `c${at}@example.com`},${at <= CUSTOMERS ? '1980-01-01' : 'bad'}`
  const lines = Array.from({ length: CUSTOMERS + 3 }, (_, at) => line(at + 1))
  await load(app, 'core', source, `id,name,mobile,mail,born\n${lines.join('\n')}\n`)
  loadId = (await app.context.ledger.db.withTables<{ load: { id: number } }>().selectFrom('load').select('id').executeTakeFirstOrThrow()).id.toString()
  await app.context.businessClock.closeDay('2025-12-31', headOffice)
})
afterAll(() => app.close())

interface Attempt {
  readonly signal?: AbortSignal
  readonly onProgress?: (rows: number) => void
}
let saved: unknown = null
function rotate({ signal = new AbortController().signal, onProgress }: Attempt = {}): Promise<{ key: string; rows: number }> {
  const run: JobRun<RotateInput> = {
    id: 'rotate-test', input: { newKey: true }, actor: headOffice, signal, checkpoint: saved,
    progress: ({ done }) => onProgress?.(done ?? 0),
    save: async (state) => void (saved = state),
  }
  return rotateKeys(app.context, run)
}

const rows = async () => Number((await app.context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM customer_pii`)))[0]?.n)
async function allReadable(): Promise<void> {
  const ids = Array.from({ length: CUSTOMERS }, (_, at) => `C${at + 1}`)
  const values = await readSealed(app.context, ids, ['name', 'mobile', 'email', 'id_no'])
  expect(values.size).toBe(CUSTOMERS)
  for (const [at, id] of ids.entries()) {
    const found = values.get(id)
    if (found?.name !== `客户${at + 1}` || found.mobile !== `138${String(at + 1).padStart(8, '0')}` || found.id_no !== '') throw new Error(`${id} is not readable`)
  }
  let text = ''
  for await (const chunk of (await streamRejects(app.context, loadId, headOffice)).bytes) text += chunk
  expect(text).toContain(`C${CUSTOMERS + 1},客户${CUSTOMERS + 1}`)
}

it('PRV-12: a rotation killed half way leaves everything readable, goes on, and doubles nothing', async () => {
  const hashes = async () => app.context.warehouse.query(query<{ all: string }>(sql`SELECT toString(groupBitXor(cityHash64(cust_id, mobile_hash, email_hash))) AS all FROM customer_pii`))
  const before = await hashes()
  byFirstKey = app.context.secrets.seal('一九八〇')
  expect((await keyState(app.context)).keys).toMatchObject([{ id: 'k1', active: true, ageDays: 0, uses: [{ place: 'customer_pii', rows: CUSTOMERS }, { place: 'load_reject', rows: 3 }] }])
  const stop = new AbortController()
  await expect(rotate({ signal: stop.signal, onProgress: (done) => (done >= 5000 ? stop.abort() : undefined) })).rejects.toThrow()
  expect(app.context.secrets.activeKey()).toBe('k2')
  expect(await rows()).toBeGreaterThan(CUSTOMERS)
  await allReadable()
  await expect(retireKey(app.context, 'k1', headOffice)).rejects.toMatchObject({ code: 'KEY_IN_USE' })
  const seen: number[] = []
  const result = await rotate({ onProgress: (done) => void seen.push(done) })
  expect(result.key).toBe('k2')
  expect(result.rows).toBe(CUSTOMERS - 5000 + 3)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(await rows()).toBe(CUSTOMERS)
  expect(await hashes()).toEqual(before)
  await allReadable()
  expect((await keyState(app.context)).keys.map(({ id, active, uses }) => [id, active, uses.length])).toEqual([['k1', false, 0], ['k2', true, 2]])
})

it('PRV-12: what is sealed while nothing is stale stays; a second rotation of the same key changes nothing', async () => {
  expect((await rotate()).rows).toBe(0)
  expect(await rows()).toBe(CUSTOMERS)
})

it('PRV-13: a retired key opens nothing any more, here and after a restart; the active one cannot be retired', async () => {
  const folder = join(app.config.dataDir, 'keys')
  const old = await openSecrets({ keyDir: folder })
  await expect(retireKey(app.context, 'k2', headOffice)).rejects.toMatchObject({ code: 'KEY_ACTIVE' })
  await expect(retireKey(app.context, 'k9', headOffice)).rejects.toMatchObject({ code: 'KEY_UNKNOWN' })
  expect((await retireKey(app.context, 'k1', headOffice)).keys.map(({ id }) => id)).toEqual(['k2'])
  await allReadable()
  expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600)
  const again = await openSecrets({ keyDir: folder })
  expect(again.fingerprint().seal.map(({ id }) => id)).toEqual(['k2'])
  expect(byFirstKey).toMatch(/^k1\./)
  expect(old.open(byFirstKey)).toBe('一九八〇')
  for (const secrets of [again, app.context.secrets]) expect(() => secrets.open(byFirstKey)).toThrow(expect.objectContaining({ code: 'SEAL_BROKEN' }) as Error)
})

it('PRV-12: the job rotates, shows its progress and is audited', async () => {
  const id = await app.context.jobs.start('privacy.rotate-keys', { newKey: true }, headOffice)
  expect(await app.context.jobs.wait(id)).toMatchObject({ key: 'k3', rows: CUSTOMERS + 3 })
  await allReadable()
  const audit = await auditTrail(app.context.ledger, 'keys.%')
  expect(audit.map(({ action, object_key }) => [action, object_key])).toEqual(expect.arrayContaining([['keys.rotate', 'k2'], ['keys.retire', 'k1'], ['keys.rotate', 'k3']]))
})
