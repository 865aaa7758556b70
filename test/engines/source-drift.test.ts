import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import type { LoadResult } from '#ingest'
import type { DriftChoice, RegistryQuery } from '#ingest/contract'
import { decideAboutLoad } from '../../src/ingest/actions/decide-drift.js'
import { describeSource, listSources } from '../../src/ingest/actions/list-sources.js'
import { listDrift } from '../../src/ingest/store/drift-store.js'
import { recentDues } from '../../src/ingest/store/due-store.js'
import { getLoad } from '../../src/ingest/store/load-store.js'
import { headOffice } from '../kit/app.js'
import { cityTarget as target, openSourceBank, type SourceBank } from '../kit/source-bank.js'

let bank: SourceBank
beforeAll(async () => {
  bank = await openSourceBank()
})
afterAll(() => bank.close())

const page = (more: Partial<RegistryQuery> = {}): RegistryQuery => ({ limit: 50, sort: 'key', order: 'asc', ...more })

/** Six in the morning in Shanghai and some minutes. */
const six = (date: string, minutes = 0) => new Date(Date.parse(`${date}T06:00:00+08:00`) + minutes * 60_000)
const daily = { schedule: { kind: 'bank-day', day: 'every', at: '06:00', dataOf: 'previous-bank-day' } }

describe('ING-17, ING-18: drift', () => {
  const customers = { ...target, columns: { cust_id: 'id', city_code: 'city', gender: { from: 'sex', values: { M: 'M', F: 'F', X: 'U' } } }, attributes: { score: { type: 'int', name: { zh: '分' }, column: 'score' } } }
  let files = 0
  async function upload(key: string, content: string, businessDate = '2026-06-30'): Promise<LoadResult> {
    files += 1
    const path = join(bank.app.dir, `drift-${files}.csv`)
    writeFileSync(path, content)
    const id = await bank.app.context.jobs.start('data.load', { source: key, file: { path }, businessDate, trustedPath: true }, headOffice)
    const result = (await bank.app.context.jobs.wait(id)) as LoadResult
    rmSync(path)
    return result
  }
  const pendingOf = async (loadId: string) => (await listDrift(bank.app.context.ledger, { limit: 100, state: 'pending' })).items.find((item) => item.loadId === loadId)
  const decide = async (loadId: string, choices: DriftChoice[], standing = false) => {
    const jobId = await decideAboutLoad(bank.app.context, loadId, { choices, standing, note: '已与科技部确认' }, headOffice)
    return jobId === null ? null : ((await bank.app.context.jobs.wait(jobId)) as LoadResult)
  }
  const count = async (prefix: string) => Number((await bank.app.context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM bank_customer WHERE startsWith(cust_id, ${prefix})`)))[0]?.n)

  it('the first file sets the shape; the same columns in another order are no change; unmapped ones are named', async () => {
    await bank.defineFolder('drift', { connector: { kind: 'upload' }, targets: [customers] })
    const first = await upload('drift', 'id,city,sex,score,note\nR1,A,M,5,hello\nR2,A,F,6,x\n')
    expect(first).toMatchObject({ status: 'loaded', report: { unmapped: ['note'], late: null } })
    expect((await upload('drift', 'note,score,sex,city,id\ny,7,F,B,R3\n')).status).toBe('loaded')
  })

  it('a new column stops the load before anything is written; its file is kept; the decision goes on with it', async () => {
    const { status, loadId } = await upload('drift', 'id,city,sex,score,note,age\nR4,A,M,5,n,40\n')
    expect(status).toBe('waiting')
    expect(await count('R4')).toBe(0)
    expect(await getLoad(bank.app.context.ledger, loadId)).toMatchObject({ status: 'waiting', endedAt: null })
    expect(await pendingOf(loadId)).toMatchObject({ source: 'drift', differences: [{ kind: 'new-column', column: 'age', type: 'int', mapped: false, actions: ['ignore', 'map-later', 'reject'] }] })
    expect((await listSources(bank.app.context, page({ search: 'drift' }))).items[0]).toMatchObject({ state: 'decision', driftPending: 1 })
    await expect(decide(loadId, [{ kind: 'new-column', column: 'age', action: 'accept' }])).rejects.toMatchObject({ mistakes: [{ code: 'DRIFT_ACTION_IMPOSSIBLE', path: 'choices[0].action' }] })
    expect(await decide(loadId, [{ kind: 'new-column', column: 'age', action: 'map-later' }])).toMatchObject({ loadId, status: 'loaded', report: { unmapped: ['note', 'age'] } })
    expect(await count('R4')).toBe(1)
    await expect(decide(loadId, [{ kind: 'new-column', column: 'age', action: 'ignore' }])).rejects.toMatchObject({ code: 'DRIFT_NOT_PENDING' })
    const { shape } = await describeSource(bank.app.context, 'drift')
    expect(shape.find(({ name }) => name === 'age')).toMatchObject({ type: 'int', mapped: false, toMap: true })
    expect((await upload('drift', 'id,city,sex,score,note,age\nR5,A,M,5,n,41\n')).status).toBe('loaded')
  })

  it('a vanished column may be given up when nothing needs it, and its return is asked about again', async () => {
    const { loadId, status } = await upload('drift', 'id,city,score,note,age\nR6,A,5,n,40\n')
    expect(status).toBe('waiting')
    expect(await decide(loadId, [{ kind: 'vanished', column: 'sex', action: 'missing' }])).toMatchObject({ status: 'loaded', report: { accepted: 1 } })
    expect((await upload('drift', 'id,city,score,note,age\nR7,A,5,n,40\n')).status).toBe('loaded')
    const back = await upload('drift', 'id,city,sex,score,note,age\nR8,A,F,5,n,40\n')
    expect((await pendingOf(back.loadId))?.differences).toMatchObject([{ kind: 'new-column', column: 'sex', mapped: true, actions: ['take', 'reject'] }])
    await decide(back.loadId, [{ kind: 'new-column', column: 'sex', action: 'take' }])
    expect(await bank.app.context.warehouse.query(query(sql`SELECT cust_id AS id, gender FROM bank_customer WHERE cust_id IN ('R6', 'R8') ORDER BY id`))).toEqual([{ id: 'R6', gender: null }, { id: 'R8', gender: 'F' }])
  })

  it('a vanished column that is required can only be refused, and then nothing is written', async () => {
    const { loadId } = await upload('drift', 'city,sex,score,note,age\nA,F,5,R9,40\n')
    await expect(decide(loadId, [{ kind: 'vanished', column: 'id', action: 'missing' }])).rejects.toMatchObject({ mistakes: [{ code: 'DRIFT_ACTION_IMPOSSIBLE' }] })
    expect(await decide(loadId, [{ kind: 'vanished', column: 'id', action: 'reject' }])).toBeNull()
    expect(await getLoad(bank.app.context.ledger, loadId)).toMatchObject({ status: 'failed' })
    expect((await listDrift(bank.app.context.ledger, { limit: 1, state: 'rejected', source: 'drift' })).items[0]).toMatchObject({ loadId, decidedBy: 'Head office', note: '已与科技部确认' })
  })

  it('a changed type and new values are shown; a standing decision holds for the next file too', async () => {
    const { loadId } = await upload('drift', 'id,city,sex,score,note,age\nT1,A,X,high,n,40\nT2,A,X,low,n,40\n')
    expect((await pendingOf(loadId))?.differences).toMatchObject([
      { kind: 'new-values', column: 'sex', added: ['X'], share: 1 },
      { kind: 'type', column: 'score', before: 'int', after: 'text', misfits: 2, values: 2 },
    ])
    const done = await decide(loadId, [{ kind: 'new-values', column: 'sex', action: 'accept' }, { kind: 'type', column: 'score', action: 'accept' }], true)
    expect(done?.report?.rejects).toMatchObject([{ code: 'NUMBER_INVALID', count: 2 }])
    expect((await upload('drift', 'id,city,sex,score,note,age\nT3,A,M,5,n,40\n')).status).toBe('loaded')
  })

  it('the source\'s own policy decides without asking', async () => {
    await bank.defineFolder('lenient', { connector: { kind: 'upload' }, drift: { newColumn: 'ignore', vanished: 'missing' } })
    await upload('lenient', 'id,city\nL1,A\n')
    expect((await upload('lenient', 'id,extra\nL2,1\n')).status).toBe('loaded')
  })

  it('every row of a third party carries its proof of consent, or nothing is taken', async () => {
    await bank.defineFolder('bought', { connector: { kind: 'upload' }, trust: 'third-party', legalBasis: 'consent', consentProof: 'proof' })
    await expect(upload('bought', 'id,city,proof\nY1,A,p1\nY2,A,\n')).rejects.toMatchObject({ code: 'CONSENT_PROOF_EMPTY', params: { rows: 1 } })
    await expect(upload('bought', 'id,city\nY1,A\n')).rejects.toMatchObject({ mistakes: [{ path: 'consentProof' }] })
    expect((await upload('bought', 'id,city,proof\nY1,A,p1\nY2,A,p2\n')).report).toMatchObject({ accepted: 2, unmapped: [] })
  })

  it('keys of JSON lines no target reads are columns too', async () => {
    await bank.defineFolder('lines', { connector: { kind: 'upload' }, format: { type: 'jsonl' } })
    expect((await upload('lines', '{"id":"J1","city":"A"}\n{"id":"J2","n":1}\n')).report?.unmapped).toEqual(['n'])
    const { loadId, status } = await upload('lines', '{"id":"J3","city":"A","n":1}\n{"id":"J4","m":{"x":1}}\n')
    expect(status).toBe('waiting')
    expect((await pendingOf(loadId))?.differences).toMatchObject([{ kind: 'new-column', column: 'm' }])
    await decide(loadId, [{ kind: 'new-column', column: 'm', action: 'reject' }])
  })

  it('ING-19: late data is marked with its days and what does not see it, and asked about beyond what is allowed', async () => {
    await bank.defineFolder('late', { connector: { kind: 'upload' }, lateDays: 3 })
    await upload('late', 'id,city\nZ1,A\n', '2026-06-30')
    await bank.app.context.businessClock.closeDay('2026-06-30', headOffice)
    await bank.app.context.jobs.wait(await bank.app.context.jobs.start('tags.build', { asOf: '2026-06-30' }, headOffice))
    const soon = await upload('late', 'id,city\nZ2,A\n', '2026-06-28')
    expect(soon.report?.late).toEqual({ days: 2, newest: '2026-06-30', derived: [{ kind: 'tags', subject: 'all', asOf: '2026-06-30' }] })
    const late = await upload('late', 'id,city\nZ3,A\n', '2026-06-20')
    expect(late.status).toBe('waiting')
    expect((await pendingOf(late.loadId))?.differences).toMatchObject([{ kind: 'late', days: 10, newest: '2026-06-30' }])
    expect(await decide(late.loadId, [{ kind: 'late', action: 'accept' }])).toMatchObject({ status: 'loaded', report: { late: { days: 10 } } })
  })

  it('a scheduled run ends in the decision, takes nothing more until then, and then goes on', async () => {
    await bank.defineFolder('gate', daily)
    bank.put('gate', '2026-06-29', 'id,city\nG1,A\n')
    bank.put('gate', '2026-06-30', 'id,city,new\nG2,A,1\n')
    bank.put('gate', '2026-07-01', 'id,city,new\nG3,A,1\n')
    await bank.tick(six('2026-07-02', -1))
    await bank.tick(six('2026-07-02'))
    expect((await recentDues(bank.app.context.ledger, 'gate', 1))[0]).toMatchObject({ state: 'DECISION', files: [{ status: 'loaded' }, { status: 'waiting' }] })
    await bank.tick(six('2026-07-03'))
    const [waiting, decision] = await recentDues(bank.app.context.ledger, 'gate', 2)
    const loadId = decision?.files[1]?.loadId ?? ''
    expect(waiting).toMatchObject({ state: 'WAITING', waitsFor: [{ kind: 'decision', loadId }] })
    await decide(loadId, [{ kind: 'new-column', column: 'new', action: 'ignore' }])
    await bank.tick(six('2026-07-03', 1))
    expect((await bank.dues('gate')).map((text) => text.slice(0, 21))).toEqual(['2026-07-02T22:00 DONE', '2026-07-01T22:00 DONE'])
    expect(await count('G')).toBe(3)
  })
})

describe('ING-14: the source registry', () => {
  it('lists every source with who answers for it, its class and its state', async () => {
    await bank.defineFolder('facts', { owner: '王敏', department: '零售部', legalBasis: 'contract', classification: 'C2', securityLevel: 3, trust: 'core', refresh: { every: 'day', by: '06:00' } })
    const { items } = await listSources(bank.app.context, page({ search: '零售' }))
    expect(items).toMatchObject([{ key: 'facts', version: 1, owner: '王敏', classification: 'C2', securityLevel: 3, trust: 'core', purposes: ['SERVICE'], connector: 'folder', targets: ['customer'], state: 'idle', freshness: { state: 'overdue' }, lastLoad: null }])
    const [late] = (await listSources(bank.app.context, page({ search: 'late' }))).items
    expect(late).toMatchObject({ newestDate: '2026-06-30', lastLoad: { businessDate: '2026-06-20', status: 'loaded', accepted: 1, rejected: 0 }, freshness: { state: 'unknown' } })
  })

  it('pages in any order without losing or doubling one', async () => {
    for (const sort of ['key', 'state', 'nextDue', 'newestDate'] as const) {
      for (const order of ['asc', 'desc'] as const) {
        const all = await listSources(bank.app.context, page({ sort, order }))
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const next = await listSources(bank.app.context, page({ sort, order, limit: 3, cursor }))
          seen.push(...next.items.map(({ key }) => key))
          cursor = next.nextCursor ?? undefined
        } while (cursor !== undefined)
        expect(seen).toEqual(all.items.map(({ key }) => key))
        expect(all.total).toBe(seen.length)
      }
    }
  })
})
