import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql as ledgerSql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import { openLedger } from '#platform/ledger'
import { createLog } from '#platform/log'
import type { JobView } from '#platform/jobs/contract'
import { openWarehouse } from '#platform/warehouse'
import { killDefinitions, TAG_COUNT, writeCustomers, writeTransactions } from '../kit/kill-data.js'
import { createKillableServer, postmaster, type KillableServer } from '../kit/kill-server.js'
import { tempDir } from '../kit/temp-dir.js'

const ROUNDS = Number(process.env['QUNCE_KILL_ROUNDS'] ?? 1)
const CUSTOMERS = 300_000
const FILE_ROWS = 200_000
/** A restart that has to repair nothing takes about this; the machine may be busy. */
const QUICK_MS = 20_000
const LONG = 240_000 + ROUNDS * 60_000

const folder = tempDir('kill').path
const dataDir = join(folder, 'data')
let server: KillableServer
/** Jobs that were killed while they ran: attempt 2 and above. */
const resumed: Record<string, number> = {}

beforeAll(async () => {
  server = createKillableServer(dataDir)
  const [customers, facts] = [join(folder, 'customers.csv'), join(folder, 'txn-base.csv')]
  await Promise.all([writeCustomers(customers, CUSTOMERS), writeTransactions(facts, 0, FILE_ROWS, CUSTOMERS), server.start()])
  await server.post('/api/v1/definitions/apply', { files: killDefinitions() })
  await server.ended(await server.begin('/api/v1/data/loads', { source: 'customers', file: { path: customers } }))
  await server.ended(await server.begin('/api/v1/data/loads', { source: 'transactions', file: { path: facts } }))
}, LONG)
afterAll(() => server.dispose(), LONG)

/** A share of a job's life for a round, spread over it, never the same twice: seeded by the round alone. */
function moment(round: number): number {
  const jitter = ((round * 2654435761) % 2 ** 32) / 2 ** 32
  return (round + 0.1 + 0.8 * jitter) / ROUNDS
}

/** Starts a job, kills the server at a share of how long such a job takes, starts it again and waits for the job. */
async function killed(what: string, round: number, usual: number, begin: () => Promise<string>): Promise<JobView> {
  const jobId = await begin()
  await pause(moment(round) * usual)
  await server.kill()
  const restart = await server.start()
  expect(restart).toBeLessThan(QUICK_MS)
  let job = await server.get<JobView>(`/api/v1/jobs/${jobId}`)
  if (job.status === 'failed') job = await server.ended((await server.post<{ jobId: string }>(`/api/v1/jobs/${jobId}/retry`)).jobId)
  else job = await server.ended(jobId)
  if (job.attempt > 1 || job.retriedFrom !== null) resumed[what] = (resumed[what] ?? 0) + 1
  return job
}

async function usualTime(begin: () => Promise<string>): Promise<number> {
  const started = performance.now()
  await server.ended(await begin())
  return performance.now() - started
}

interface Loads {
  readonly items: { readonly fileName: string; readonly status: string; readonly report: { rows: number; accepted: number; rejected: number; targets: { already: number }[] } | null }[]
}

describe('kill -9 of the server', () => {
  it('ING-1, ING-4: during a load: every row once, the load resumed', { timeout: LONG }, async () => {
    const fileOf = (round: number) => join(folder, `txn-${round}.csv`)
    const begin = (round: number) => server.begin('/api/v1/data/loads', { source: 'transactions', file: { path: fileOf(round) } })
    for (let round = 0; round <= ROUNDS; round += 1) await writeTransactions(fileOf(round), (round + 1) * FILE_ROWS, FILE_ROWS, CUSTOMERS)
    const usual = await usualTime(() => begin(ROUNDS))
    for (let round = 0; round < ROUNDS; round += 1) {
      await killed('load', round, usual, () => begin(round))
      const { items } = await server.get<Loads>('/api/v1/data/loads?source=transactions&limit=100')
      const ofFile = items.filter((load) => load.fileName === `txn-${round}.csv`)
      expect(ofFile.filter((load) => load.status === 'running')).toEqual([])
      const loaded = ofFile.filter((load) => load.status === 'loaded')
      expect(loaded).toHaveLength(1)
      expect(loaded[0]?.report).toMatchObject({ rows: FILE_ROWS, accepted: FILE_ROWS, rejected: 0, targets: [{ already: 0 }] })
    }
    expect(resumed['load'] ?? 0).toBeGreaterThan(0)
  })

  it('TAG-4: during a tag build: one whole snapshot', { timeout: LONG }, async () => {
    const begin = () => server.begin('/api/v1/tags/build', { asOf: '2025-12-31' })
    const usual = await usualTime(begin)
    for (let round = 0; round < ROUNDS; round += 1) {
      await killed('tags', round, usual, begin)
      const { snapshot } = await server.get<{ snapshot: unknown }>('/api/v1/tags')
      expect(snapshot).toMatchObject({ customers: CUSTOMERS, tags: TAG_COUNT, asOf: '2025-12-31' })
    }
    expect(resumed['tags'] ?? 0).toBeGreaterThan(0)
  })

  it('STR-5: during a list freeze: one list of the job, every customer once', { timeout: LONG }, async () => {
    const begin = () => server.begin('/api/v1/strategies/everybody/lists', { asOf: '2025-12-31' })
    const newest = async () => (await server.get<{ total: number; items: { id: string; size: number; counts: Record<string, number> }[] }>('/api/v1/lists?strategy=everybody&limit=1'))
    const usual = await usualTime(begin)
    const first = await newest()
    const size = first.items[0]?.size ?? 0
    await server.post(`/api/v1/lists/${first.items[0]?.id}/cancel`)
    for (let round = 0; round < ROUNDS; round += 1) {
      await killed('list', round, usual, begin)
      const { items, total } = await newest()
      expect(total).toBe(round + 2)
      expect(items[0]?.size).toBe(size)
      expect(Object.values(items[0]?.counts ?? {}).reduce((sum, n) => sum + n, 0)).toBe(size)
      await server.post(`/api/v1/lists/${items[0]?.id}/cancel`)
    }
    expect(size).toBeGreaterThan(CUSTOMERS * 0.9)
    expect(resumed['list'] ?? 0).toBeGreaterThan(0)
  })

  it('leaves no half-written table, partition or process behind', { timeout: LONG }, async () => {
    await server.stop()
    expect(postmaster(dataDir)).toBeNull()
    await inspect()
  })
})

/** Opens both engines without the clean-up of a start, and looks at what is there. */
async function inspect(): Promise<void> {
  const ledger = await openLedger({ dataDir, log: createLog({ level: 'silent' }) })
  const warehouse = openWarehouse({ dataDir, sessions: 1 })
  const rows = (text: ReturnType<typeof sql>) => warehouse.query(query<Record<string, string>>(text))
  try {
    const { rows: runs } = await ledgerSql<{ id: number; kind: string; status: string; load: string | null; visible: string }>`select id, kind, status, detail->>'loadId' as load from run`.execute(ledger.db)
    expect(runs.filter((run) => run.status === 'open')).toEqual([])
    expect(runs.filter((run) => run.kind === 'tags' && run.status === 'visible')).toHaveLength(1)
    const loads = runs.filter((run) => run.kind === 'load' && run.status === 'visible')
    expect(new Set(loads.map((run) => run.load)).size).toBe(ROUNDS + 3)
    expect(loads).toHaveLength(ROUNDS + 3)
    const tables = await warehouse.tables()
    expect(tables.filter((name) => name.startsWith('stage_'))).toEqual([])
    const kept = runs.filter((run) => run.status !== 'dropped')
    const snapshots = tables.filter((name) => name.startsWith('tag_snapshot_')).map((name) => Number(name.slice(13)))
    expect(snapshots.filter((id) => !kept.some((run) => run.id === id))).toEqual([])
    const partitions = await rows(sql`SELECT DISTINCT table, partition FROM system.parts WHERE active AND database = currentDatabase() AND partition != 'tuple()' AND partition != ''`)
    expect(partitions.filter(({ partition }) => !kept.some((run) => String(run.id) === partition))).toEqual([])
    const facts = (ROUNDS + 2) * FILE_ROWS
    expect(await rows(sql`SELECT count() AS n, uniqExact(row_key) AS keys FROM bank_txn`)).toEqual([{ n: String(facts), keys: String(facts) }])
    expect(await rows(sql`SELECT count() AS n, uniqExact(cust_id) AS ids, uniqExact(cust_no) AS numbers FROM identity_customer`)).toEqual([{ n: String(CUSTOMERS), ids: String(CUSTOMERS), numbers: String(CUSTOMERS) }])
    const lists = await rows(sql`SELECT run_id, count() = uniqExact(cust_no) AS once FROM list_member GROUP BY run_id`)
    expect(lists).toHaveLength(ROUNDS + 1)
    expect(lists.filter(({ once }) => Number(once) !== 1)).toEqual([])
  } finally {
    await warehouse.close()
    await ledger.close()
  }
}
