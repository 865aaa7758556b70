import { cpSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql, type Query } from '#kernel/sql'
import { bankRows, bankRuns, linkDevices, type LoadResult } from '#ingest'
import { customersByIdQuery } from '../../src/ingest/sql/customers-by-id-query.js'
import { noteGoneOwners } from '../../src/ingest/sql/gone-owners.js'
import { linkedDevices } from '../../src/ingest/sql/stitched-rows.js'
import { selectPart } from '../kit/small-bank/queries.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { runJob } from '../kit/small-bank/load.js'
import { tempDir } from '../kit/temp-dir.js'
import { onBoth, openTwoShards, type TwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

const body = {
  purposes: ['SERVICE'],
  format: { type: 'csv' },
  targets: [{ table: 'app_event', mode: 'append', columns: { event_id: 'id', device_id: 'dev', cust_id: 'c', ts: 'ts', name: 'name' } }],
}

// Devices d1…d9 roam before sign-in; customers S1…S6 lie on both shards.
const EVENTS = [
  'id,dev,c,ts,name',
  'E1,d1,,2025-12-01,view', 'E2,d1,,2025-12-02,view', 'E3,d1,S1,2025-12-03,login',
  'E4,d2,,2025-12-01,view', 'E5,,,2025-12-01,view', 'E6,d3,S2,2025-12-01,login', 'E7,d4,,2025-12-01,buy',
  'E8,d5,,2025-12-01,view', 'E9,d6,S5,2025-12-01,login', 'E10,d7,S6,2025-12-01,login', 'E11,d8,S3,2025-12-01,login', 'E12,d9,S4,2025-12-01,login',
].join('\n')

type Counted = Query<{ cust_id: string; events: string[] }>

describe('ING-24: rows without a customer', () => {
  let app: TestApp
  let two: TwoShards | null = null
  beforeAll(async () => {
    app = await openTestApp()
    await app.context.definitions.create('source', { key: 'events', name: { zh: 'events' }, body }, headOffice)
    await app.context.definitions.publish('source', 'events', { revision: 1 }, headOffice)
  })
  afterAll(async () => {
    await two?.close()
    await app.close()
  })

  async function counted(options = {}): Promise<Counted> {
    const runs = await bankRuns(app.context.runs, 'app_event', '2025-12-31')
    return query(sql`SELECT cust_id, arraySort(groupArray(row_key)) AS events FROM ${bankRows('app_event', runs, ['ts', 'name'], options)} GROUP BY cust_id ORDER BY cust_id`)
  }
  const eventsOf = async () => Object.fromEntries((await app.context.warehouse.query(await counted())).map(({ cust_id, events }) => [cust_id, events]))

  it('are kept under their device, and no customer has them', async () => {
    const path = join(app.dir, 'events.csv')
    writeFileSync(path, `${EVENTS}\n`)
    const { report } = await runJob<LoadResult>(app, 'data.load', { source: 'events', file: { path }, trustedPath: true, businessDate: '2025-12-31' })
    expect(report).toMatchObject({ rows: 12, accepted: 12, rejected: 0, newCustomers: 6 })
    const rows = await app.context.warehouse.query(query(sql`SELECT row_key AS k, cust_id, cust_no, shard_key FROM bank_app_event WHERE row_key IN ('E1', 'E3', 'E5') ORDER BY k`))
    expect(rows).toEqual([
      { k: 'E1', cust_id: '', cust_no: 0, shard_key: 'd1' },
      { k: 'E3', cust_id: 'S1', cust_no: 1, shard_key: 'S1' },
      { k: 'E5', cust_id: '', cust_no: 0, shard_key: 'E5' },
    ])
    expect(await eventsOf()).toEqual({ S1: ['E3'], S2: ['E6'], S3: ['E11'], S4: ['E12'], S5: ['E9'], S6: ['E10'] })
  })

  it('count for a device\'s customer from the link on, in every read; the newest link wins', async () => {
    const at = (day: number) => `2025-12-${String(day).padStart(2, '0')}T00:00:00.000Z`
    expect(await linkDevices(app.context, [{ deviceId: 'd1', custId: 'S1', linkedAt: at(3) }, { deviceId: 'd4', custId: 'S2', linkedAt: at(3) }, { deviceId: 'd5', custId: 'nobody', linkedAt: at(3) }])).toEqual({ linked: 2, unknown: ['nobody'] })
    expect(await eventsOf()).toMatchObject({ S1: ['E1', 'E2', 'E3'], S2: ['E6', 'E7'] })
    await linkDevices(app.context, [{ deviceId: 'd4', custId: 'S3', linkedAt: at(9) }, { deviceId: 'd5', custId: 'S6', linkedAt: at(4) }, { deviceId: 'd2', custId: 'S4', linkedAt: at(4) }])
    await linkDevices(app.context, [{ deviceId: 'd4', custId: 'S1', linkedAt: at(5) }])
    expect(await eventsOf()).toMatchObject({ S1: ['E1', 'E2', 'E3'], S2: ['E6'], S3: ['E11', 'E7'], S4: ['E12', 'E4'], S6: ['E10', 'E8'] })
  })

  it('stop counting when the device is nobody\'s any more; the same link again changes nothing', async () => {
    await linkDevices(app.context, [{ deviceId: 'd2', custId: null, linkedAt: '2025-12-20T00:00:00.000Z' }])
    await linkDevices(app.context, [{ deviceId: 'd1', custId: 'S1', linkedAt: '2025-12-03T00:00:00.000Z' }])
    expect(await eventsOf()).toMatchObject({ S1: ['E1', 'E2', 'E3'], S4: ['E12'] })
  })

  it('are given, each once, to who asks for them', async () => {
    const all = await app.context.warehouse.query(await counted({ anonymous: 'include' }))
    expect(all.find(({ cust_id }) => cust_id === '')?.events).toEqual(['E4', 'E5'])
    expect(all.flatMap(({ events }) => events).sort()).toEqual(EVENTS.split('\n').slice(1).map((line) => line.split(',')[0]).sort())
  })

  it('give the same on two shards, joined with what lies with the customer', async () => {
    const runs = await bankRuns(app.context.runs, 'app_event', '2025-12-31')
    const perCustomer = sql`SELECT cust_no, count() AS n, groupUniqArray(name) AS names FROM ${bankRows('app_event', runs, ['ts', 'name'])} GROUP BY cust_no`
    const people = sql`(SELECT cust_no, any(cust_id) AS cust_id FROM bank_app_event WHERE cust_no != 0 GROUP BY cust_no)`
    const queries: Record<string, Query<object>> = {
      'bankRows of events': await counted(),
      'bankRows with anonymous': await counted({ anonymous: 'include' }),
      linkedDevices: query(linkedDevices()),
      customersByIdQuery: customersByIdQuery(['S1', 'S4', 'nobody']),
      'joined by customer': query(sql`SELECT base.cust_id AS cust_id, seen.n AS n, arraySort(seen.names) AS names FROM ${people} AS base LEFT JOIN (${perCustomer}) AS seen ON seen.cust_no = base.cust_no`),
      'joined in a table of customers': query(sql`SELECT base.row_key AS k, seen.n AS n FROM bank_app_event AS base LEFT JOIN (${perCustomer}) AS seen ON seen.cust_no = base.cust_no WHERE base.cust_no != 0`),
      noteGoneOwners: selectPart(noteGoneOwners({ table: 'bank_position', runId: 2, businessDate: '2025-02-01', beside: [1, 3] })),
      'bankRows by key': query(sql`SELECT * FROM ${bankRows('position', [1, 2, 3], ['status'])}`),
    }
    const position = (run: number, from: string, key: string, cust: string, no: number, gone = 0) => ({ run_id: run, valid_from: from, row_key: key, cust_id: cust, cust_no: no, shard_key: cust, status: 'HOLDING', gone })
    const notes = [position(1, '2025-01-01', 'P1', 'S1', 1), position(1, '2025-01-01', 'P2', 'S2', 2), position(2, '2025-02-01', 'P1', 'S4', 4), position(2, '2025-02-01', 'P3', 'S5', 5), position(3, '2025-03-01', 'P3', 'S6', 6)]
    await app.context.warehouse.insert('bank_position', 'JSONEachRow', Buffer.from(notes.map((row) => JSON.stringify(row)).join('\n')))
    const kept = tempDir('events')
    const folder = join(app.dir, 'backup', 'events')
    await app.context.warehouse.backup(await app.context.warehouse.tables(), folder)
    cpSync(folder, join(kept.path, basename(folder)), { recursive: true })
    await app.close()
    two = await openTwoShards()
    cpSync(join(kept.path, basename(folder)), join(two.dir, 'backup', 'events'), { recursive: true })
    kept.remove()
    await two.warehouse.restore(join(two.dir, 'backup', 'events'))
    await two.mirror()
    for (const [name, asked] of Object.entries(queries)) {
      await expect(asked).toBeValidQuery(two.warehouse)
      const both = await onBoth(two, asked)
      expect(both.one.length, name).toBeGreaterThan(0)
      expect(both.two, name).toEqual(both.one)
    }
    // P1 went from S1 to S4; P3 of the new run is already S6's by a newer one.
    const { one } = await onBoth(two, queries['noteGoneOwners'] as Query<Record<string, unknown>>)
    expect(one.map((row) => [row['row_key'], row['cust_id'], row['run_id'], row['valid_from'], row['gone']])).toEqual([['P1', 'S1', '2', '2025-02-01', true], ['P3', 'S5', '3', '2025-03-01', true]])
    app = await openAgain(two)
  })

  /** One process holds one engine: the shards give it back. */
  async function openAgain(shards: TwoShards): Promise<TestApp> {
    await shards.close()
    two = null
    return openTestApp()
  }
})
