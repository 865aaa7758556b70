import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import type { BackfillResult } from '../../src/ingest/actions/backfill-source.js'
import { decideAboutLoad } from '../../src/ingest/actions/decide-drift.js'
import { describeSource } from '../../src/ingest/actions/list-sources.js'
import { pauseSource, resumeSource, runSource, startBackfill } from '../../src/ingest/actions/run-source.js'
import { tickSources } from '../../src/ingest/actions/tick-sources.js'
import { listDrift } from '../../src/ingest/store/drift-store.js'
import { recentDues } from '../../src/ingest/store/due-store.js'
import { headOffice } from '../kit/app.js'
import { cityTarget as target, openSourceBank, type SourceBank } from '../kit/source-bank.js'

let bank: SourceBank
beforeAll(async () => {
  bank = await openSourceBank()
})
afterAll(() => bank.close())

/** Six in the morning in Shanghai and some minutes. */
const six = (date: string, minutes = 0) => new Date(Date.parse(`${date}T06:00:00+08:00`) + minutes * 60_000)
const daily = { schedule: { kind: 'bank-day', day: 'every', at: '06:00', dataOf: 'previous-bank-day' } }

describe('ING-15: schedules', () => {
  it('a run a due moment, once whatever ticks, over Spring Festival 2026', async () => {
    await bank.defineFolder('nightly', daily)
    bank.put('nightly', '2026-02-12', 'id,city\nA1,x\n')
    await bank.tick(six('2026-02-13', -10))
    expect(await bank.dues('nightly')).toEqual([])
    await Promise.all([tickSources(bank.app.context, six('2026-02-13')), tickSources(bank.app.context, six('2026-02-13'))])
    await bank.tick(six('2026-02-13', 1))
    await bank.tick(six('2026-02-13', 2))
    expect(await bank.dues('nightly')).toEqual(['2026-02-12T22:00 DONE schedule 0 2026-02-12'])
    expect((await describeSource(bank.app.context, 'nightly')).history[0]?.files).toMatchObject([{ name: '20260212.csv', businessDate: '2026-02-12', status: 'loaded' }])
    await bank.tick(six('2026-02-14'))
    // The next one comes after the holiday.
    await bank.tick(six('2026-02-20'))
    expect((await bank.dues('nightly'))[0]).toBe('2026-02-13T22:00 NOTHING schedule 0 2026-02-13')
    expect((await describeSource(bank.app.context, 'nightly')).nextDue).toBe(six('2026-02-24').toISOString())
  })

  it('moments missed while the server was down are caught up with once', async () => {
    await bank.tick(six('2026-02-27', 30))
    expect((await bank.dues('nightly'))[0]).toBe('2026-02-26T22:00 NOTHING catch-up 3 2026-02-26')
    expect(await bank.dues('nightly')).toHaveLength(3)
  })

  it('a start that a crash left unnoted is the same job again', async () => {
    await tickSources(bank.app.context, six('2026-02-28'))
    const started = (await bank.app.context.jobs.list({ kind: 'data.fetch', limit: 500 })).items.length
    // As if the process had died between starting the job and noting it.
    await bank.app.context.ledger.db.withTables<{ source_due: { state: string; attempt: number; job_id: string | null; ended_at: string | null } }>()
      .updateTable('source_due').set({ state: 'WAITING', attempt: 0, job_id: null }).where('ended_at', 'is', null).execute()
    await bank.tick(six('2026-02-28', 1))
    expect((await bank.app.context.jobs.list({ kind: 'data.fetch', limit: 500 })).items).toHaveLength(started)
    expect(await bank.dues('nightly')).toHaveLength(4)
  })

  it('paused it is not due, and what passed meanwhile is not made up for', async () => {
    await pauseSource(bank.app.context, 'nightly', headOffice)
    await bank.tick(six('2026-03-03'))
    expect(await bank.dues('nightly')).toHaveLength(4)
    expect((await describeSource(bank.app.context, 'nightly')).paused).toMatchObject({ by: 'Head office' })
    await resumeSource(bank.app.context, 'nightly', headOffice)
    await expect(resumeSource(bank.app.context, 'nightly', headOffice)).rejects.toMatchObject({ code: 'SOURCE_NOT_PAUSED' })
    await bank.tick(six('2026-03-03', 30))
    expect(await bank.dues('nightly')).toHaveLength(4)
    await bank.tick(six('2026-03-04', 1))
    expect((await bank.dues('nightly'))[0]).toBe('2026-03-03T22:00 NOTHING schedule 0 2026-03-03')
  })

  it('a changed schedule counts from its publishing on', async () => {
    const { body, revision } = await bank.app.context.definitions.get<object>('source', 'nightly')
    await bank.app.context.definitions.save('source', 'nightly', { name: { zh: 'nightly' }, body: { ...body, schedule: { kind: 'cron', cron: '0 12 * * *' } }, revision }, headOffice)
    await bank.app.context.definitions.publish('source', 'nightly', { revision: revision + 1 }, headOffice)
    await bank.tick(six('2026-03-05', 1))
    expect((await describeSource(bank.app.context, 'nightly')).nextDue).toBe('2026-03-05T04:00:00.000Z')
    await pauseSource(bank.app.context, 'nightly', headOffice)
  })

  it('what is not there yet is looked for again, each time after twice the wait', async () => {
    await bank.defineFolder('slow', { ...daily, retry: { times: 2, backoffMinutes: 10 } })
    await bank.tick(six('2026-04-01', -1))
    await bank.tick(six('2026-04-01'))
    const first = (await recentDues(bank.app.context.ledger, 'slow', 1))[0]
    expect(first).toMatchObject({ state: 'RETRY', attempt: 1, nextTry: six('2026-04-01', 10).toISOString() })
    await bank.tick(six('2026-04-01', 9))
    expect((await recentDues(bank.app.context.ledger, 'slow', 1))[0]).toEqual(first)
    await bank.tick(six('2026-04-01', 10))
    expect((await recentDues(bank.app.context.ledger, 'slow', 1))[0]).toMatchObject({ state: 'RETRY', attempt: 2, nextTry: six('2026-04-01', 30).toISOString() })
    bank.put('slow', '2026-03-31', 'id,city\nS1,x\n')
    await bank.tick(six('2026-04-01', 31))
    expect(await bank.dues('slow')).toEqual(['2026-03-31T22:00 DONE schedule 0 2026-03-31'])
  })

  it('after its last try a fault stays, with its reason', async () => {
    rmSync(join(bank.imports, 'slow'), { recursive: true })
    await bank.tick(six('2026-04-02'))
    expect((await recentDues(bank.app.context.ledger, 'slow', 1))[0]).toMatchObject({ state: 'RETRY', error: { code: 'CONNECTOR_FOLDER' } })
    await bank.tick(six('2026-04-02', 10))
    await bank.tick(six('2026-04-02', 40))
    expect((await recentDues(bank.app.context.ledger, 'slow', 1))[0]).toMatchObject({ state: 'FAILED', attempt: 3, error: { code: 'CONNECTOR_FOLDER' } })
    await pauseSource(bank.app.context, 'slow', headOffice)
  })
})

describe('ING-15: dependencies', () => {
  it('a source waits until those before it have loaded for the date, says so, and gives up after a day', async () => {
    await bank.defineFolder('first', {})
    await bank.defineFolder('second', { ...daily, after: ['first'] })
    bank.put('second', '2026-05-07', 'id,city\nD1,x\n')
    await bank.tick(six('2026-05-08', -1))
    await bank.tick(six('2026-05-08'))
    expect((await describeSource(bank.app.context, 'second')).waitsFor).toEqual([{ kind: 'source', source: 'first', businessDate: '2026-05-07' }])
    expect((await describeSource(bank.app.context, 'second')).state).toBe('waiting')
    bank.put('first', '2026-05-07', 'id,city\nD0,x\n')
    const started = await runSource(bank.app.context, 'first', undefined, headOffice)
    expect(started).toMatchObject({ state: 'RUNNING', cause: 'manual' })
    await bank.app.context.jobs.wait(started.jobId ?? '')
    await bank.tick(six('2026-05-08', 5))
    expect(await bank.dues('second')).toEqual(['2026-05-07T22:00 DONE schedule 0 2026-05-07'])
    await bank.tick(six('2026-05-09'))
    await bank.tick(six('2026-05-10', 1))
    expect((await recentDues(bank.app.context.ledger, 'second', 1))[0]).toMatchObject({ state: 'FAILED', error: { code: 'DEPENDENCY_NOT_LOADED' } })
    await pauseSource(bank.app.context, 'second', headOffice)
  })

  it('names sources that exist, and makes no circle', async () => {
    const mistakes = await bank.app.context.definitions.check('source', 'first', { purposes: ['SERVICE'], format: { type: 'csv' }, targets: [target], connector: { kind: 'folder', path: 'x', pattern: '*' }, after: ['second'] })
    expect(mistakes.map(({ code }) => code)).toEqual(['DEFINITION_CIRCLE'])
    const unknown = await bank.app.context.definitions.check('source', null, { purposes: ['SERVICE'], format: { type: 'csv' }, targets: [target], connector: { kind: 'folder', path: 'x', pattern: '*' }, after: ['nobody'] })
    expect(unknown).toHaveLength(1)
  })
})

describe('ING-13: backfill', () => {
  const backfill = async (key: string, from: string, to: string) => {
    const jobId = await startBackfill(bank.app.context, key, { from, to }, headOffice, {})
    return (await bank.app.context.jobs.wait(jobId)) as BackfillResult
  }

  it('loads dates in order, one load each; again they are unchanged', async () => {
    await bank.defineFolder('past', { lateDays: 0 })
    for (const day of ['10', '11', '12']) bank.put('past', `2026-01-${day}`, `id,city\nB${day},x\n`)
    bank.put('past', '2026-02-01', 'id,city\nB99,x\n')
    expect(await backfill('past', '2026-01-01', '2026-01-11')).toEqual({ loaded: 2, unchanged: 0, nothing: 0, stoppedAt: null })
    expect(await backfill('past', '2026-01-01', '2026-02-28')).toEqual({ loaded: 2, unchanged: 2, nothing: 0, stoppedAt: null })
    const rows = await bank.app.context.warehouse.query(query(sql`SELECT cust_id AS id, valid_from AS date FROM bank_customer WHERE startsWith(cust_id, 'B') ORDER BY run_id`))
    expect(rows).toEqual([{ id: 'B10', date: '2026-01-10' }, { id: 'B11', date: '2026-01-11' }, { id: 'B12', date: '2026-01-12' }, { id: 'B99', date: '2026-02-01' }])
  })

  it('brings old dates without asking whether they are late', async () => {
    bank.put('past', '2026-01-05', 'id,city\nB05,x\n')
    expect(await backfill('past', '2026-01-01', '2026-01-09')).toMatchObject({ loaded: 1, stoppedAt: null })
  })

  it('stops where a file needs a decision; the same backfill goes on behind it', async () => {
    bank.put('past', '2026-01-06', 'id,city,extra\nB06,x,1\n')
    bank.put('past', '2026-01-07', 'id,city,extra\nB07,x,1\n')
    expect(await backfill('past', '2026-01-01', '2026-01-09')).toMatchObject({ loaded: 0, unchanged: 1, stoppedAt: '2026-01-06' })
    await expect(backfill('past', '2026-01-01', '2026-01-09')).rejects.toMatchObject({ code: 'SOURCE_DECISION_PENDING' })
    const [waiting] = (await listDrift(bank.app.context.ledger, { limit: 10, state: 'pending', source: 'past' })).items
    const jobId = await decideAboutLoad(bank.app.context, waiting?.loadId ?? '', { choices: [{ kind: 'new-column', column: 'extra', action: 'ignore' }], standing: false }, headOffice)
    expect(await bank.app.context.jobs.wait(jobId ?? '')).toMatchObject({ status: 'loaded' })
    expect(await backfill('past', '2026-01-01', '2026-01-09')).toEqual({ loaded: 1, unchanged: 2, nothing: 0, stoppedAt: null })
  })

  it('refuses a range that is none, and a source that knows no dates', async () => {
    await expect(backfill('past', '2026-02-01', '2026-01-01')).rejects.toMatchObject({ code: 'BACKFILL_RANGE' })
    await bank.defineFolder('undated', { connector: { kind: 'folder', path: 'undated', pattern: '*.csv' } })
    await expect(backfill('undated', '2026-01-01', '2026-01-02')).rejects.toMatchObject({ code: 'BACKFILL_RANGE' })
  })
})
