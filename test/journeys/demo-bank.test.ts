import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Load } from '#ingest/contract'
import { readConfig } from '../../src/app/config.js'
import { runningServer, type Connection } from '../../src/app/cli/connect.js'
import { makeDemoAccounts } from '../../src/app/cli/demo-accounts.js'
import { runJob } from '../../src/app/cli/run-job.js'
import { demoBankResultSchema, type DemoBankResult } from '../../src/app/contract.js'
import { startServer, type RunningServer } from '../../src/app/main.js'

const CUSTOMERS = 1000

describe('the demo bank, delivered over the API by its own process', () => {
  let folder: string
  let server: RunningServer
  let connection: Connection
  let result: DemoBankResult
  let loads: Load[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qunce-demo-journey-'))
    const config = readConfig({ QUNCE_DATA_DIR: join(folder, 'data'), QUNCE_PORT: '0', QUNCE_LOG_LEVEL: 'error' })
    server = await startServer(config, { demo: true, say: () => undefined })
    await makeDemoAccounts(config)
    const running = await runningServer(config)
    if (running === null) throw new Error('the server does not answer')
    connection = running
    result = demoBankResultSchema.parse(await runJob(connection, '/api/v1/demo/bank', { customers: CUSTOMERS, seed: 3 }, () => undefined))
    loads = ((await connection.request('GET', '/api/v1/data/loads?limit=200')) as { items: Load[] }).items
  }, 300_000)
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('every file is loaded, no row is refused, no fact speaks of a customer the bank did not name', () => {
    expect(loads.filter(({ status }) => status !== 'loaded').map(({ source, status }) => `${source} ${status}`)).toEqual([])
    expect(loads.flatMap(({ source, report }) => report?.rejects.map(({ code, column, count }) => `${source} ${column} ${code} ${count}`) ?? [])).toEqual([])
    expect(loads.length).toBe(result.files)
    expect(loads.find(({ source }) => source === 'demo-customer')?.report).toMatchObject({ rows: CUSTOMERS, accepted: CUSTOMERS, newCustomers: CUSTOMERS })
    expect(loads.reduce((sum, { report }) => sum + (report?.newCustomers ?? 0), 0)).toBe(CUSTOMERS)
  })

  it('the clock of the demo starts at the last day of its data', async () => {
    expect(await connection.request('GET', '/api/v1/today')).toMatchObject({ businessDate: '2025-12-31', demo: true })
  })

  it('the truth lies beside the data directory, not in it', () => {
    expect(existsSync(join(folder, 'data-demo-truth', 'truth.json'))).toBe(true)
    expect(existsSync(join(folder, 'data-demo-truth', 'truth_latent.parquet'))).toBe(true)
    expect(loads.filter(({ source }) => source.includes('truth'))).toEqual([])
  })

  it('the accounts of the demo stand in organisations the bank has', async () => {
    const people = (await connection.request('GET', '/api/v1/people')) as { items: { login: string; orgId: string | null }[] }
    const orgs = (await connection.request('GET', '/api/v1/orgs')) as { items: { orgId: string }[] }
    const known = new Set(orgs.items.map(({ orgId }) => orgId))
    expect(known.size).toBe(43)
    expect(people.items.filter(({ orgId }) => orgId !== null && !known.has(orgId))).toEqual([])
  })
})
