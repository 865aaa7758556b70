import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '#kernel/calendar'
import type { Actor } from '#platform/access/contract'
import { buildHttp } from '#platform/http'
import { blockedTables, qualityRoutes } from '#quality'
import type { QualityAlert, QualityResult, RulePreview } from '#quality/contract'
import { createPerson } from '../../src/platform/access/people.js'
import { watchSources } from '../../src/quality/actions/check-quality.js'
import { qualityPorts } from '../../src/app/quality-ports.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { quietLog } from '../kit/ledger.js'
import { runJob } from '../kit/small-bank/load.js'

const actors: Record<string, Actor> = { steward: headOffice, reader: { ...headOffice, id: 'reader', permissions: ['data.read'] }, manager: { ...headOffice, id: 'manager', permissions: ['customer.read'] } }

let app: TestApp
let http: FastifyInstance
beforeAll(async () => {
  app = await openTestApp()
  const built = await buildHttp({
    log: quietLog, version: '0', isReady: async () => true, webFolder: '/nonexistent', secure: false, trustProxy: false, uploadLimit: 1000,
    authenticate: async (request) => actors[String(request.headers['x-who'])] ?? null,
  })
  http = built.app
  qualityRoutes(built.routes, app.context, qualityPorts(app.context, app.access))
  const { ledger, audit } = app.context
  for (const [login, roles] of [['steward', ['DATA_STEWARD']], ['away', ['DATA_STEWARD']], ['risk@bank.example', ['ANALYST']]] as const) {
    const person = await createPerson({ ledger, audit, passwords: app.access.passwords, demo: false }, { login, displayName: `${login} name`, roles: [...roles], orgId: null, empId: null, password: 'a long enough secret', demo: false }, headOffice)
    if (login === 'away') await ledger.db.withTables<{ person: { id: string; disabled: boolean } }>().updateTable('person').set({ disabled: true }).where('id', '=', person.id).execute()
  }
})
afterAll(async () => {
  await http.close()
  await app.close()
})

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names what a caller reads of the answer
async function ask<Body>(who: string, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<{ status: number; body: Body }> {
  const answer = await http.inject({ method, url: `/api/v1${url}`, headers: { 'x-who': who }, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, body: JSON.parse(answer.body) as Body }
}

async function publish(kind: string, key: string, body: object): Promise<void> {
  await app.context.definitions.create(kind, { key, name: { zh: key, en: key }, body }, headOffice)
  await app.context.definitions.publish(kind, key, { revision: 1 }, headOffice)
}

const source = (table: string, mode: string, columns: object, more: object = {}) => ({ purposes: ['SERVICE'], format: { type: 'csv' }, targets: [{ table, mode, columns, ...more }] })

let files = 0
/** Loads lines under a header; the check that follows a load by itself has ended when this returns. */
async function load(key: string, header: string, lines: readonly string[], businessDate: string): Promise<void> {
  files += 1
  const path = join(app.dir, `quality-${files}.csv`)
  writeFileSync(path, `${[header, ...lines].join('\n')}\n`)
  await runJob(app, 'data.load', { source: key, file: { path }, trustedPath: true, businessDate })
  const { items } = await app.context.jobs.list({ kind: 'quality.check', limit: 500 })
  for (const job of items) await app.context.jobs.wait(job.id)
}

const check = (input: object) => runJob<{ results: Record<string, number>; alerts: number }>(app, 'quality.check', input)

async function resultOf(rule: string, asOf: string, from: string | null): Promise<QualityResult | undefined> {
  const { body } = await ask<{ items: QualityResult[] }>('reader', 'GET', `/quality/rules/${rule}`)
  return body.items.find((each) => each.asOf === asOf && each.source === from)
}

/** One transaction of a customer a day, `perDay` of them, in yuan. */
function days(from: string, count: number, perDay: number, amount: (at: number) => number, mark: string): string[] {
  return Array.from({ length: count * perDay }, (_, at) => `${mark}${at},C${at % 7},${addDays(from, Math.floor(at / perDay))}T04:00:00Z,${amount(at).toFixed(2)},POS`)
}

const TXN = 'id,c,ts,amt,ch'
const txnColumns = { txn_id: 'id', cust_id: 'c', ts: { from: 'ts', format: 'ISO' }, amount: 'amt', channel: 'ch' }

describe('TR15: what is planted is alarmed', () => {
  it('QUA-4, QUA-11: yuan written as fen in March 2025; the steward is told, and the alert ends when the unit is back', async () => {
    await publish('source', 'core-txn', source('txn', 'append', txnColumns))
    await load('core-txn', TXN, days('2025-01-30', 30, 4, (at) => 80 + (at % 40), 'F'), '2025-02-28')
    expect(await resultOf('txn.amount.unit-change', '2025-02-28', 'core-txn')).toMatchObject({ status: 'skipped', detail: { reason: 'TOO_FEW_ROWS' } })
    await load('core-txn', TXN, days('2025-03-02', 30, 4, (at) => 100 * (80 + (at % 40)), 'M'), '2025-03-31')
    // Both medians lie in the middle of 80…119 yuan: ratio 100, two decades.
    const planted = await resultOf('txn.amount.unit-change', '2025-03-31', 'core-txn')
    expect(planted).toMatchObject({ status: 'warn', checked: 120, failed: 120, detail: { power: 2 } })
    expect(planted?.value).toBeCloseTo(100, 9)
    const { body } = await ask<{ items: QualityAlert[] }>('reader', 'GET', '/quality/alerts?state=open')
    const alert = body.items.find((each) => each.rule === 'txn.amount.unit-change')
    expect(alert).toMatchObject({ source: 'core-txn', table: 'txn', times: 1, firstAsOf: '2025-03-31', severity: 'warn' })
    expect(alert?.told.map(({ name, way, delivered }) => [name, way, delivered])).toEqual([['steward name', 'list', true]])
    // The same date again counts nothing twice; a later failure does.
    await check({ asOf: '2025-03-31', rule: 'txn.amount.unit-change' })
    await check({ asOf: '2025-04-01', rule: 'txn.amount.unit-change' })
    expect((await ask<{ items: QualityAlert[] }>('reader', 'GET', '/quality/alerts')).body.items.find(({ id }) => id === alert?.id)).toMatchObject({ times: 2, lastAsOf: '2025-04-01' })
    await load('core-txn', TXN, days('2025-04-02', 60, 4, (at) => 100 * (80 + (at % 40)), 'A'), '2025-05-31')
    expect((await ask<{ items: QualityAlert[] }>('reader', 'GET', '/quality/alerts?state=closed')).body.items.find(({ id }) => id === alert?.id)).toMatchObject({ closedBy: 'rule passed' })
  })

  it('QUA-6: a source that stays away is found by the check of another', async () => {
    await publish('source', 'rates', source('product', 'upsert', { product_id: 'p' }))
    for (const [at, date] of ['2025-05-05', '2025-05-12', '2025-05-19'].entries()) await load('rates', 'p', [`P${at}`], date)
    expect(await resultOf('source.rates.timeliness', '2025-05-19', 'rates')).toMatchObject({ status: 'pass', value: 0, threshold: 14 })
    await load('core-txn', TXN, days('2025-06-01', 2, 4, () => 9000, 'J'), '2025-06-02')
    expect(await resultOf('source.rates.timeliness', '2025-06-02', 'rates')).toMatchObject({ status: 'pass', value: 14 })
    await load('core-txn', TXN, days('2025-06-03', 1, 4, () => 9000, 'K'), '2025-06-03')
    expect(await resultOf('source.rates.timeliness', '2025-06-03', 'rates')).toMatchObject({ status: 'warn', value: 15, detail: { newest: '2025-05-19' } })
  })

  it('QUA-6: the server looks after sources that start no check, and after the hour they are due', async () => {
    await publish('quality-rule', 'rates-by-midnight', { source: 'rates', check: { kind: 'timeliness', by: '00:00', dayOffset: 2 } })
    await watchSources(app.context, qualityPorts(app.context, app.access), new AbortController().signal)
    const today = await app.context.businessClock.today()
    expect(await resultOf('source.rates.timeliness', today, 'rates')).toMatchObject({ status: 'warn', threshold: 14 })
    expect(await resultOf('rates-by-midnight', addDays(today, -2), 'rates')).toMatchObject({ status: 'warn', detail: { loaded: '' } })
    const { body } = await ask<{ items: QualityAlert[] }>('reader', 'GET', '/quality/alerts?state=open')
    expect(body.items.find(({ rule }) => rule === 'rates-by-midnight')?.told).toHaveLength(1)
  })

  it('QUA-4: a code that takes over drifts, by the index computed by hand; so do numbers', async () => {
    await publish('source', 'cards', source('txn', 'append', txnColumns))
    await publish('quality-rule', 'channel-drift', { table: 'txn', columns: ['channel'], source: 'cards', check: { kind: 'drift', days: 10, minRows: 50 } })
    await publish('quality-rule', 'amount-drift', { table: 'txn', columns: ['amount'], source: 'cards', check: { kind: 'drift', days: 10, minRows: 50, buckets: 4 }, tell: [{ login: 'RISK@bank.example' }] })
    const half = days('2025-08-01', 10, 10, (at) => at + 1, 'X').map((line, at) => line.replace('POS', at % 2 === 0 ? 'POS' : 'APP'))
    const quarter = days('2025-08-11', 10, 10, (at) => 51 + (at % 50), 'Y').map((line, at) => line.replace('POS', at % 4 === 0 ? 'POS' : 'APP'))
    await load('cards', TXN, [...half, ...quarter], '2025-08-20')
    const codes = await resultOf('channel-drift', '2025-08-20', 'cards')
    expect(codes).toMatchObject({ status: 'warn', threshold: 0.25, ruleVersion: 1, detail: { buckets: [{ label: 'APP', reference: 50, current: 75 }, { label: 'POS', reference: 50, current: 25 }] } })
    expect(codes?.value).toBeCloseTo(0.274653, 6)
    const numbers = await resultOf('amount-drift', '2025-08-20', 'cards')
    // Of 1…100 yuan the quartiles are 26, 51, 76: 26, 25, 25, 24 rows; of 51…100 twice 0, 2, 50, 48.
    const shares = [[0.26, 0.005], [0.25, 0.02], [0.25, 0.5], [0.24, 0.48]] as const
    expect(numbers).toMatchObject({ status: 'warn', detail: { buckets: [{ label: '2600', reference: 26, current: 0 }, { label: '5100' }, { label: '7600' }, { label: 'above', current: 48 }, { label: null, reference: 0 }] } })
    expect(numbers?.value).toBeCloseTo(shares.reduce((sum, [e, a]) => sum + (a - e) * Math.log(a / e), 0), 9)
    const { body } = await ask<{ items: QualityAlert[] }>('reader', 'GET', '/quality/alerts')
    expect(body.items.find(({ rule }) => rule === 'amount-drift')?.told.map(({ name }) => name)).toEqual(['risk@bank.example name'])
  })

  it('QUA-4: a day with half its rows', async () => {
    await publish('source', 'pos', source('txn', 'append', txnColumns))
    const mondays = ['2025-09-01', '2025-09-08', '2025-09-15', '2025-09-22'].flatMap((day, at) => days(day, 1, 110 - 5 * at, () => 10, `V${at}-`))
    // 110, 105, 100, 95: mean 102.5.
    await load('pos', TXN, [...mondays, ...days('2025-09-29', 1, 41, () => 10, 'W')], '2025-09-29')
    expect(await resultOf('txn.rows.volume', '2025-09-29', 'pos')).toMatchObject({ status: 'warn', checked: 41, value: 41 / 102.5, detail: { mean: 102.5 } })
    expect(await resultOf('txn.rows.volume', '2025-09-29', 'core-txn')).toBeUndefined()
    await check({ asOf: '2025-09-30' })
    expect(await resultOf('txn.rows.volume', '2025-09-30', 'pos')).toMatchObject({ status: 'skipped', detail: { reason: 'NOT_LOADED_YET' } })
  })
})

describe('rows and sums', () => {
  it('QUA-5, QUA-8: identifiers are judged while sealed; nothing of them is kept in clear', async () => {
    await publish('source', 'people', source('customer', 'snapshot', { cust_id: 'id', name: 'n', mobile: 'm', id_no: 'no', gender: 'g', main_org_id: 'org' }))
    await load('people', 'id,n,m,no,g,org', ['C0,甲,13800138000,11010519491231002X,M,O1', 'C1,乙,12345,110105194912310021,F,O1', 'C2,丙,13900139000,E1234567,X,O9', 'C3,丁,,,M,'], '2025-10-01')
    expect(await resultOf('customer.id_no.id-checksum', '2025-10-01', 'people')).toMatchObject({ status: 'warn', checked: 2, failed: 1, value: 0.5, samples: [{ row: '', value: '999999999999999999' }] })
    expect(await resultOf('customer.mobile.mobile', '2025-10-01', 'people')).toMatchObject({ checked: 3, failed: 1, samples: [{ value: '99999' }] })
    expect(await resultOf('customer.gender.values', '2025-10-01', 'people')).toMatchObject({ status: 'warn', checked: 4, failed: 1, samples: [{ row: '**', value: 'X' }] })
    const kept = JSON.stringify(await app.context.ledger.db.withTables<{ quality_result: { samples: unknown }; identifier_check: { samples: unknown } }>().selectFrom('identifier_check').selectAll().execute())
    expect(kept).not.toMatch(/12345|11010519/)
  })

  it('a reference into a table nothing was loaded into is not judged; then it is', async () => {
    expect(await resultOf('customer.main_org_id.reference', '2025-10-01', 'people')).toMatchObject({ status: 'skipped', detail: { reason: 'REFERRED_TABLE_EMPTY' } })
    await publish('source', 'orgs', source('org', 'snapshot', { org_id: 'o', name_zh: 'n' }))
    await load('orgs', 'o,n', ['O1,一'], '2025-10-01')
    await check({ asOf: '2025-10-01', source: 'people' })
    expect(await resultOf('customer.main_org_id.reference', '2025-10-01', 'people')).toMatchObject({ status: 'warn', checked: 3, failed: 1, samples: [{ row: '**', value: 'O9' }] })
  })

  it('QUA-12: Σ transactions equals the change of balances, or the table is blocked', async () => {
    await publish('source', 'balances', source('aum_daily', 'append', { cust_id: 'c', date: 'd', deposit: 'b' }))
    await publish('source', 'ledger', source('txn', 'append', { ...txnColumns, dir: 'dir' }))
    await load('ledger', `${TXN},dir`, ['L1,C0,2025-11-10T04:00:00Z,50.00,APP,C', 'L2,C0,2025-11-10T05:00:00Z,20.00,APP,D'], '2025-11-10')
    await load('balances', 'c,d,b', ['C0,2025-11-09,100.00', 'C0,2025-11-10,130.00'], '2025-11-10')
    const left = { table: 'txn', column: 'amount', measure: 'sum', minus: { dir: 'D' } }
    await publish('quality-rule', 'balances-agree', { check: { kind: 'reconciliation', left, right: { table: 'aum_daily', column: 'deposit', measure: 'change' } }, severity: 'block' })
    await check({ asOf: '2025-11-10', rule: 'balances-agree' })
    expect(await resultOf('balances-agree', '2025-11-10', null)).toMatchObject({ status: 'pass', value: 0, detail: { left: 3000, right: 3000 } })
    expect(await blockedTables(app.context, '2025-11-10')).toEqual([])
    await load('ledger', `${TXN},dir`, ['L3,C0,2025-11-10T06:00:00Z,10.00,APP,C'], '2025-11-10')
    // 40 against 30 yuan: a quarter of the larger.
    expect(await resultOf('balances-agree', '2025-11-10', null)).toMatchObject({ status: 'block', value: 0.25 })
    expect(await blockedTables(app.context, '2025-11-12')).toEqual([{ table: 'txn', rule: 'balances-agree', source: null, asOf: '2025-11-10' }])
    expect(await blockedTables(app.context, '2025-11-09')).toEqual([])
    expect((await ask('reader', 'GET', '/quality/blocked?asOf=2025-11-12')).body).toMatchObject({ items: [{ rule: 'balances-agree' }] })
  })

  it('a rule with a filter, a range and its own weight', async () => {
    await publish('quality-rule', 'app-amounts', { table: 'txn', columns: ['amount'], source: 'ledger', where: { channel: 'APP' }, weight: 5, check: { kind: 'range', min: 1500, minShare: 0.5 } })
    await check({ asOf: '2025-11-10', rule: 'app-amounts' })
    expect(await resultOf('app-amounts', '2025-11-10', 'ledger')).toMatchObject({ status: 'pass', weight: 5, checked: 3, failed: 1, threshold: 0.5, detail: { p50: 2000 } })
  })
})

describe('rules, scores and alerts over HTTP', () => {
  it('QUA-3: lists built-in rules; one that is switched off is not judged, is audited, and its alert ends', async () => {
    const { body } = await ask<{ items: { key: string; builtIn: boolean; off: boolean; status: string | null }[] }>('reader', 'GET', '/quality/rules?table=customer&kind=validity')
    expect(body.items.find(({ key }) => key === 'customer.gender.values')).toMatchObject({ builtIn: true, off: false, status: 'warn' })
    expect((await ask('reader', 'PUT', '/quality/rules/customer.gender.values/switch', { off: true })).status).toBe(403)
    expect((await ask('steward', 'PUT', '/quality/rules/customer.gender.values/switch', { off: true })).body).toEqual({ off: true })
    const alerts = (await ask<{ items: QualityAlert[] }>('reader', 'GET', '/quality/alerts')).body.items
    expect(alerts.find(({ rule }) => rule === 'customer.gender.values')).toMatchObject({ state: 'closed', closedBy: 'Head office' })
    await expect(check({ asOf: '2025-10-01', rule: 'customer.gender.values' })).rejects.toMatchObject({ code: 'QUALITY_RULE_UNKNOWN' })
    expect((await ask('steward', 'PUT', '/quality/rules/no-such-rule/switch', { off: true })).status).toBe(404)
  })

  it('QUA-2: the board gives the score of each source and day', async () => {
    const { body } = await ask<{ rows: { key: string; name: { zh: string }; days: { asOf: string; score: number; passed: number; warned: number }[] }[] }>('reader', 'GET', '/quality/scores?by=source&from=2025-10-01&to=2025-10-01')
    const day = body.rows.find(({ key }) => key === 'people')?.days[0]
    const kept = (await ask<{ items: QualityResult[] }>('reader', 'GET', '/quality/results?asOf=2025-10-01&source=people&limit=500')).body.items
    const weight = (of: readonly string[]) => kept.filter(({ status }) => of.includes(status)).reduce((sum, each) => sum + each.weight, 0)
    expect(day?.score).toBeCloseTo((100 * weight(['pass'])) / weight(['pass', 'warn', 'block']), 9)
    expect(day?.warned).toBe(kept.filter(({ status }) => status === 'warn').length)
    const trend = await ask<{ rows: { key: string; days: unknown[] }[] }>('reader', 'GET', '/quality/scores?by=all&from=2025-01-01&to=2025-12-31')
    expect(trend.body.rows.map(({ key }) => key)).toEqual([''])
    expect(trend.body.rows[0]?.days.length).toBeGreaterThan(8)
  })

  it('results page through without gap or repeat', async () => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: QualityResult[]; nextCursor: string | null; total: number } = (await ask<{ items: QualityResult[]; nextCursor: string | null; total: number }>('reader', 'GET', `/quality/results?table=txn&limit=7${cursor === null ? '' : `&cursor=${cursor}`}`)).body
      seen.push(...page.items.map(({ rule, source: from, asOf }) => `${rule} ${from} ${asOf}`))
      cursor = page.nextCursor
      if (cursor === null) expect(seen).toHaveLength(page.total)
    } while (cursor !== null)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('QUA-11: an alert is taken on, then ended, once', async () => {
    const open = (await ask<{ items: QualityAlert[] }>('reader', 'GET', '/quality/alerts?state=open')).body.items[0]!
    expect((await ask('reader', 'POST', `/quality/alerts/${open.id}/acknowledge`, {})).status).toBe(403)
    expect((await ask('steward', 'POST', `/quality/alerts/${open.id}/acknowledge`, { note: '在查' })).body).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Head office', note: '在查' })
    expect((await ask('steward', 'POST', `/quality/alerts/${open.id}/close`, {})).body).toMatchObject({ state: 'closed', closedBy: 'Head office', note: '在查' })
    expect((await ask('steward', 'POST', `/quality/alerts/${open.id}/close`, {})).status).toBe(409)
    expect((await ask('steward', 'POST', '/quality/alerts/999999/close', {})).status).toBe(404)
  })

  it('a check is asked for as a job; who may not read data sees nothing', async () => {
    const started = await ask<{ jobId: string }>('steward', 'POST', '/quality/checks', { asOf: '2025-11-10', source: 'ledger' })
    expect(await app.context.jobs.wait(started.body.jobId)).toMatchObject({ asOf: '2025-11-10', results: { error: 0 } })
    for (const url of ['/quality/rules', '/quality/results', '/quality/scores', '/quality/alerts', '/data/dictionary', '/data/lineage?node=tag/x']) expect((await ask('manager', 'GET', url)).status).toBe(403)
  })

  it('QUA-1: mistakes of a published rule are located', async () => {
    const mistakes = await app.context.definitions.check('quality-rule', 'bad', { table: 'txn', columns: ['nope'], source: 'no-source', check: { kind: 'range' } })
    expect(mistakes.map(({ code, path }) => [code, path])).toEqual([['TARGET_COLUMN_UNKNOWN', 'columns[0]'], ['QUALITY_RANGE_EMPTY', 'check']])
  })

  it('QUA-7: a rule that is being written says what it would find; nothing is kept and nobody is told', async () => {
    const body = { table: 'txn', columns: ['amount'], source: 'ledger', check: { kind: 'range', min: 1_000_000_00 }, severity: 'block' }
    const before = await ask<{ items: unknown[] }>('reader', 'GET', '/quality/alerts')
    const { status, body: said } = await ask<RulePreview>('steward', 'POST', '/quality/rules/preview', { body })
    expect(status).toBe(200)
    expect(said.items).toMatchObject([{ source: 'ledger', status: 'block', value: 0, threshold: 1 }])
    const [found] = said.items
    expect(found?.failed).toBe(found?.checked)
    expect(found?.checked).toBeGreaterThan(0)
    expect(found?.samples.length).toBeGreaterThan(0)
    expect(said.sentence.en).toContain('between 100000000')
    expect(await ask('reader', 'GET', '/quality/alerts')).toEqual({ status: 200, body: before.body })
    expect((await ask('reader', 'GET', '/quality/rules/preview')).status).toBe(404)
    expect((await ask('reader', 'POST', '/quality/rules/preview', { body })).status).toBe(403)
  })

  it('QUA-1: mistakes of a rule that is previewed are located under its body', async () => {
    const { status, body } = await ask<{ mistakes: { code: string; path: string }[] }>('steward', 'POST', '/quality/rules/preview', { body: { table: 'txn', columns: ['nope'], check: { kind: 'range' } } })
    expect([status, body.mistakes.map(({ code, path }) => [code, path])]).toEqual([422, [['TARGET_COLUMN_UNKNOWN', 'body.columns[0]'], ['QUALITY_RANGE_EMPTY', 'body.check']]])
    const empty = await ask<RulePreview>('steward', 'POST', '/quality/rules/preview', { body: { table: 'complaint', columns: ['cust_id'], check: { kind: 'completeness' } } })
    expect(empty.body.items).toEqual([])
  })
})
