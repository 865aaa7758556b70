import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, raw, sql } from '#kernel/sql'
import { bankRows, bankRuns } from '#ingest'
import { bankPersons, currentNumbers } from '#ingest/contract'
import { createCustomerNumbers } from '#identity'
import { latestSnapshot } from '#tags'
import { startChange, startUndo } from '../../src/identity/actions/change-persons.js'
import { numberedTables } from '../../src/identity/actions/move-persons.js'
import { contaminatedUnits } from '../../src/strategy/sql/member-queries.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { arms, publish } from '../kit/strategy-bank.js'

let app: TestApp
let listRun: number
const ports = { orgPaths: () => app.access.orgs(), mask: (_kind: string, text: string) => text }

beforeAll(async () => {
  app = await openSmallBank()
  await app.context.businessClock.closeDay(asOf, headOffice)
  await publish(app, 'strategy', 'spring', { goal: { kind: 'SCALE' }, segment: { key: 'active', version: 'latest' }, purpose: 'SERVICE', channel: 'FILE', arms })
  await runJob(app, 'strategy.freeze-list', { strategy: 'spring', asOf })
  listRun = (await app.context.runs.latest('list', 'spring'))?.id ?? 0
})
afterAll(() => app.close())

async function rows(statement: string): Promise<string[]> {
  const found = await app.context.warehouse.query(query(raw(statement)))
  return found.map((row) => JSON.stringify(row)).sort()
}

/** Every numbered row of the bank, as text, without what is hidden. */
async function bank(): Promise<Record<string, string[]>> {
  await settle()
  const tables: Record<string, string[]> = {}
  for (const table of numberedTables()) tables[table] = await rows(`SELECT * FROM ${table}`)
  return tables
}

const settle = () => runJob(app, 'identity.settle', {})

/** The tag snapshot of the date, rebuilt, the segments' bitmaps taken again, and the stored list. */
async function derived() {
  await runJob(app, 'tags.build', { asOf })
  for (const key of ['active', 'wealthy']) await runJob(app, 'segment.snapshot', { key, asOf })
  const snapshot = await latestSnapshot(app.context, asOf)
  return {
    tags: await rows(`SELECT * FROM ${snapshot?.table ?? ''}`),
    segments: await rows(`SELECT segment, version, arraySort(bitmapToArray(groupBitmapMergeState(members))) AS members FROM segment_members WHERE run_id IN (SELECT max(run_id) FROM segment_members GROUP BY segment) GROUP BY segment, version`),
    list: await rows(`SELECT * FROM list_member WHERE run_id = ${listRun}`),
  }
}

async function change(kind: 'merge' | 'split', custIds: string[]) {
  const { changeId, jobId } = await startChange(app.context, { kind, custIds, note: 'test' }, headOffice)
  await app.context.jobs.wait(jobId)
  await quiet()
  return changeId
}

async function undo(changeId: string, merge?: number) {
  const { jobId } = await startUndo(app.context, ports, changeId, { merge, note: 'test' }, headOffice)
  await app.context.jobs.wait(jobId)
  await quiet()
}

/** Waits for the tag builds a change starts. */
async function quiet() {
  const { items } = await app.context.jobs.list({ kind: 'tags.build', limit: 5 })
  for (const job of items) await app.context.jobs.wait(job.id)
}

const numbers = () => rows(`SELECT cust_id, cust_no FROM identity_customer WHERE cust_no != 0`)
const current = async (ids: string[]) =>
  app.context.warehouse.query(query<{ cust_id: string; cust_no: number; shard_key: string }>(sql`SELECT * FROM ${currentNumbers(sql`cust_id IN (${ids})`)} AS people ORDER BY cust_id`))

async function countOf(custNo: number, table: 'txn' | 'account' | 'customer') {
  const runs = await bankRuns(app.context.runs, table, asOf)
  const found = await app.context.warehouse.query(query<{ n: string; ids: string[] }>(sql`SELECT count() AS n, arraySort(groupUniqArray(cust_id)) AS ids FROM ${bankRows(table, runs, [])} WHERE cust_no = ${custNo}`))
  return found[0]
}

describe('merge, split and undo', () => {
  it('IDN-8: merge then undo leaves every row, tag, count, segment and stored arm as it was', async () => {
    const before = { bank: await bank(), derived: await derived(), numbers: await numbers() }
    const id = await change('merge', ['C05', 'C03', 'C12'])
    expect(await current(['C03', 'C05', 'C12'])).toEqual(['C03', 'C05', 'C12'].map((cust_id) => ({ cust_id, cust_no: 3, shard_key: 'C03' })))
    const between = await derived()
    expect(between.tags).toHaveLength(before.derived.tags.length - 2)
    expect(between.tags).not.toEqual(before.derived.tags)
    expect(between.list).toEqual(before.derived.list)
    await undo(id)
    expect(await bank()).toEqual(before.bank)
    expect(await derived()).toEqual(before.derived)
    expect(await numbers()).toEqual(before.numbers)
  })

  it('IDN-9: a merged person has the rows of all their numbers, at once and once', async () => {
    const [one, other] = [await countOf(19, 'txn'), await countOf(20, 'txn')]
    const id = await change('merge', ['C19', 'C20'])
    const both = { n: String(Number(one?.n) + Number(other?.n)), ids: ['C19', 'C20'] }
    expect(await countOf(19, 'txn')).toEqual(both)
    expect(await countOf(20, 'txn')).toEqual({ n: '0', ids: [] })
    // Originals and copies are both on the disk until they are settled; nobody sees two.
    expect(Number((await rows(`SELECT count() AS n FROM bank_txn WHERE cust_id = 'C20'`))[0]?.match(/\d+/)?.[0])).toBe(2 * Number(other?.n))
    await settle()
    expect(Number((await rows(`SELECT count() AS n FROM bank_txn WHERE cust_id = 'C20'`))[0]?.match(/\d+/)?.[0])).toBe(Number(other?.n))
    expect(await countOf(19, 'txn')).toEqual(both)
    await undo(id)
    expect(await countOf(19, 'txn')).toEqual(one)
    expect(await countOf(20, 'txn')).toEqual(other)
  })

  it('IDN-10: what is loaded while they are merged goes back to its own customer number', async () => {
    const before = await countOf(20, 'txn')
    const id = await change('merge', ['C19', 'C20'])
    const path = join(app.dir, 'late.csv')
    writeFileSync(path, 'txn,acct,ts,type,dir,amount\nL1,A20,2025-12-20T02:00:00Z,POS,C,5.00\nL2,A19,2025-12-20T02:00:00Z,POS,C,6.00\n')
    await runJob(app, 'data.load', { source: 'transactions', file: { path }, trustedPath: true, businessDate: asOf })
    expect(await rows(`SELECT row_key, cust_no, shard_key FROM bank_txn WHERE row_key IN ('L1', 'L2')`)).toEqual([
      '{"row_key":"L1","cust_no":19,"shard_key":"C19"}', '{"row_key":"L2","cust_no":19,"shard_key":"C19"}',
    ])
    await undo(id)
    await settle()
    expect(await rows(`SELECT row_key, cust_id, cust_no, shard_key FROM bank_txn WHERE row_key IN ('L1', 'L2')`)).toEqual([
      '{"row_key":"L1","cust_id":"C20","cust_no":20,"shard_key":"C20"}', '{"row_key":"L2","cust_id":"C19","cust_no":19,"shard_key":"C19"}',
    ])
    expect(await countOf(20, 'txn')).toEqual({ n: String(Number(before?.n) + 1), ids: ['C20'] })
  })

  it('IDN-11: an open number speaks before a closed one, what one lacks comes from the next, prohibitions of any hold', async () => {
    const columns = ['city_code', 'gender', 'deceased_flag', 'minor_flag', 'marketing_consent', 'x_aum']
    const person = async () => {
      const runs = await bankRuns(app.context.runs, 'customer', asOf)
      return app.context.warehouse.query(query<Record<string, unknown>>(sql`SELECT cust_id, ${raw(columns.join(', '))} FROM ${bankPersons(runs, columns)} WHERE cust_no IN (1, 2) ORDER BY cust_id`))
    }
    const [one, two] = await person()
    expect([one?.['minor_flag'], two?.['minor_flag'], one?.['marketing_consent'], two?.['marketing_consent']]).toEqual([false, true, true, false])
    const id = await change('merge', ['C01', 'C02'])
    expect(await person()).toEqual([{ ...one, minor_flag: true, marketing_consent: false }])
    await undo(id)
    expect(await person()).toEqual([one, two])
  })

  it('IDN-12: a change made on top must be undone first; an undo happens once', async () => {
    const first = await change('merge', ['C20', 'C21'])
    const second = await change('merge', ['C21', 'C22'])
    await expect(startUndo(app.context, ports, first, { note: 'x' }, headOffice)).rejects.toMatchObject({ code: 'IDENTITY_CHANGED_SINCE' })
    await undo(second)
    await undo(first)
    expect((await current(['C20', 'C21', 'C22'])).map((row) => row.cust_no)).toEqual([20, 21, 22])
    await expect(startUndo(app.context, ports, first, { note: 'x' }, headOffice)).rejects.toMatchObject({ code: 'IDENTITY_UNDONE_ALREADY' })
    await expect(change('split', ['C20'])).rejects.toMatchObject({ code: 'IDENTITY_NOTHING_CHANGES' })
  })

  it('IDN-13: a split takes customers out; the rest keeps its number, those who leave get the first of theirs', async () => {
    await change('merge', ['C30', 'C31', 'C32', 'C33'])
    const id = await change('split', ['C30', 'C32'])
    expect((await current(['C30', 'C31', 'C32', 'C33'])).map((row) => [row.cust_id, row.cust_no])).toEqual([['C30', 30], ['C31', 31], ['C32', 30], ['C33', 31]])
    await undo(id)
    expect((await current(['C30', 'C31', 'C32', 'C33'])).map((row) => row.cust_no)).toEqual([30, 30, 30, 30])
  })

  it('IDN-14: a crash while rows are copied, or before the change is committed, leaves everything as it was', async () => {
    const before = await bank()
    const real = app.context.warehouse.command.bind(app.context.warehouse)
    for (const dies of [/INSERT INTO .bank_outcome. SETTINGS/, /'ready'/]) {
      let seen = 0
      const breaking = { ...app.context, warehouse: { ...app.context.warehouse, command: (statement: Parameters<typeof real>[0], options?: Parameters<typeof real>[1]) => {
        const text = statement.parts.map((part) => (part.kind === 'text' ? part.text : part.kind === 'identifier' ? `\`${part.names.join('.')}\`` : '')).join('')
        // The first `ready` puts the hiding state in force, the second the change.
        if (dies.test(text) && (seen += 1) === (dies.source.includes('ready') ? 2 : 1)) throw new Error('power cut')
        return real(statement, options)
      } } }
      const { movePersons } = await import('../../src/identity/actions/move-persons.js')
      await expect(movePersons(breaking, { numbers: createCustomerNumbers(app.context), moves: [{ own: 10, no: 10, merge: 1 }, { own: 11, no: 10, merge: 1 }], asOf, jobId: 'x', detail: {}, progress: () => undefined, also: () => Promise.resolve() })).rejects.toThrow('power cut')
      expect(await countOf(11, 'txn')).toEqual({ n: String(before['bank_txn']!.filter((row) => row.includes('"cust_id":"C11"')).length), ids: ['C11'] })
      await app.context.runs.sweep()
      expect(await bank()).toEqual(before)
    }
  })

  it('IDN-15: loads wait while numbers change, changes wait for loads', async () => {
    const numbers = createCustomerNumbers(app.context)
    const order: string[] = []
    let release = () => {}
    const held = numbers.hold(() => new Promise<void>((resolve) => (release = () => { order.push('load'); resolve() })))
    const alone = numbers.alone(() => Promise.resolve(order.push('merge')))
    const later = numbers.hold(() => Promise.resolve(order.push('later load')))
    await Promise.resolve()
    release()
    await Promise.all([held, alone, later])
    expect(order).toEqual(['load', 'merge', 'later load'])
  })

  it('two stored arms of one person are contamination', async () => {
    const members = await app.context.warehouse.query(query<{ cust_id: string; arm: string }>(sql`SELECT cust_id, toString(arm) AS arm FROM list_member WHERE run_id = ${listRun} ORDER BY cust_id`))
    const control = members.find((row) => row.arm === 'control')!.cust_id
    const offer = members.find((row) => row.arm === 'offer')!.cust_id
    expect(await app.context.warehouse.query(contaminatedUnits(listRun))).toEqual([])
    const id = await change('merge', [control, offer])
    expect(await app.context.warehouse.query(contaminatedUnits(listRun))).toEqual([{ cust_ids: [control, offer].sort(), arms: control < offer ? ['control', 'offer'] : ['offer', 'control'] }])
    await undo(id)
    expect(await app.context.warehouse.query(contaminatedUnits(listRun))).toEqual([])
  })
})
