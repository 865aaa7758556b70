import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import { eventErasure } from '#events'
import { identityErasure } from '#identity'
import { ingestErasure, type LoadResult } from '#ingest'
import type { PrivacyPorts } from '#privacy'
import { decideErasure, requestErasure } from '../../src/privacy/actions/erasure-request.js'
import { readCustomer } from '../../src/privacy/actions/read-customer.js'
import { recordConsent } from '../../src/privacy/actions/record-consent.js'
import { consentRequestSchema } from '../../src/privacy/contract.js'
import { getRequest, pageRequests } from '../../src/privacy/store/request-store.js'
import type { FreezeResult } from '../../src/strategy/actions/freeze-list.js'
import { compliance, headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { branchOne, branchTwo, fillBank, load, managerOne, publish, run, strategyBody } from '../kit/strategy-bank.js'

let app: TestApp
let ports: PrivacyPorts
const txn = {
  purposes: ['SERVICE', 'MARKETING'], format: { type: 'csv' }, businessDate: '2025-12-31',
  targets: [{ table: 'txn', mode: 'append', columns: { txn_id: 'id', cust_id: 'c', ts: { from: 't', format: 'YYYY-MM-DD' }, amount: 'a' } }],
}
const contacts = {
  purposes: ['SERVICE'], format: { type: 'csv' }, businessDate: '2025-12-31',
  targets: [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'id', mobile: 'mobile', birth_date: { from: 'born', format: 'YYYY-MM-DD' } } }],
}
const CONTACTS = 'id,mobile,born\nC12,13812341212,1980-01-01\nC13,13812341313,1980-01-01\nZ1,13812341212,not-a-date\nZ2,13899990000,not-a-date\n'
beforeAll(async () => {
  app = await openTestApp()
  ports = { orgPaths: () => app.access.orgs(), closeWork: async () => 0, erasures: [...ingestErasure(app.context), ...eventErasure(app.context), ...identityErasure(app.context)] }
  await fillBank(app)
  await load(app, 'txns', txn, 'id,c,t,a\n1,C14,2016-01-01,10\n2,C15,2015-12-30,10\n3,C10,2025-01-01,10\n')
  await load(app, 'contacts', contacts, CONTACTS)
})
afterAll(() => app.close())

const ask = (custId: string, kind: 'ERASE' | 'RESTRICT' | 'LIFT', actor: Actor = branchOne) => requestErasure(app.context, ports, { custId, kind, reason: '客户书面申请' }, actor)
async function carryOut(id: string) {
  const { jobId } = await decideErasure(app.context, id, { confirm: true, note: '已核实' }, compliance)
  await app.context.jobs.wait(jobId ?? '')
  return getRequest(app.context.ledger.db, id)
}
const rowsOf = async (table: string, custId: string) => Number((await app.context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM ${identifier(table)} WHERE cust_id = ${custId}`)))[0]?.n)
const rejects = async () => Number((await app.context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM load_reject`)))[0]?.n)

describe('requests', () => {
  it('PRV-9: one at a time, about a customer in reach, decided by somebody else', async () => {
    await expect(ask('C16', 'ERASE')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(ask('C14', 'ERASE', managerOne)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(ask('C10', 'LIFT')).rejects.toMatchObject({ code: 'ERASURE_STATE' })
    const { id } = await ask('C10', 'RESTRICT')
    await expect(ask('C10', 'ERASE')).rejects.toMatchObject({ code: 'ERASURE_OPEN' })
    await expect(decideErasure(app.context, id, { confirm: true }, branchOne)).rejects.toMatchObject({ code: 'ERASURE_SAME_PERSON' })
    expect(await decideErasure(app.context, id, { confirm: false, note: '证据不足' }, compliance)).toMatchObject({ status: 'REFUSED', note: '证据不足', jobId: null })
    await expect(decideErasure(app.context, id, { confirm: true }, compliance)).rejects.toMatchObject({ code: 'ERASURE_NOT_OPEN' })
    expect((await pageRequests(app.context.ledger, { scope: branchTwo.scope, limit: 10 })).items).toEqual([])
    expect((await pageRequests(app.context.ledger, { scope: managerOne.scope, limit: 10 })).items).toEqual([])
    expect((await pageRequests(app.context.ledger, { scope: branchOne.scope, limit: 10 })).items.map((each) => each.id)).toEqual([id])
  })

  it('PRV-9: restricted data are stored only: out of lists, and back when lifted', async () => {
    expect(await carryOut((await ask('C10', 'RESTRICT')).id)).toMatchObject({ status: 'DONE', outcome: 'RESTRICTED', certificate: { removed: [], retained: null } })
    expect((await readCustomer(app.context, ports, 'C10', branchOne)).state).toBe('restricted')
    const members = async (key: string) => {
      await publish(app, 'strategy', key, strategyBody())
      const { listId } = await run<FreezeResult>(app, 'strategy.freeze-list', { strategy: key })
      const rows = await app.context.warehouse.query(query<{ cust_id: string }>(sql`SELECT cust_id FROM list_member WHERE list_id = ${Number(listId)} ORDER BY cust_id`))
      return rows.map((row) => row.cust_id)
    }
    expect(await members('while')).not.toContain('C10')
    expect(await carryOut((await ask('C10', 'LIFT')).id)).toMatchObject({ outcome: 'LIFTED' })
    expect((await readCustomer(app.context, ports, 'C10', branchOne)).state).toBe('none')
    expect(await members('after')).toContain('C10')
  })

  it('PRV-10: what the law keeps ten years is restricted instead, with the day it ends', async () => {
    const done = await carryOut((await ask('C14', 'ERASE')).id)
    expect(done).toMatchObject({ outcome: 'RESTRICTED', certificate: { removed: [], retained: { until: '2026-01-01' } } })
    expect(await rowsOf('bank_txn', 'C14')).toBe(1)
    expect(await rowsOf('customer_pii', 'C14')).toBe(1)
  })

  it('PRV-11: an erasure removes every row and every rejected row of the customer, and says what', async () => {
    await recordConsent(app.context, ports, consentRequestSchema.parse({ custId: 'C12', purpose: 'MARKETING', granted: false }), headOffice)
    expect(await rejects()).toBe(2)
    expect(await rowsOf('customer_pii', 'C12')).toBe(2)
    const { certificate, outcome, decidedBy } = await carryOut((await ask('C12', 'ERASE', managerOne)).id)
    expect([outcome, decidedBy?.id]).toEqual(['ERASED', compliance.id])
    const removed = Object.fromEntries((certificate?.removed ?? []).map(({ table, rows }) => [table.replace(/_\d+$/, ''), rows]))
    // The rejected row Z1 has the customer's mobile number; Z2's is another one.
    expect(removed).toMatchObject({ bank_customer: 2, customer_pii: 2, load_reject: 1 })
    expect(certificate?.kept).toEqual(expect.arrayContaining([expect.objectContaining({ table: 'consent_entry', rows: 1 }), expect.objectContaining({ table: 'identity_customer', rows: 1 })]))
    expect([await rowsOf('bank_customer', 'C12'), await rowsOf('customer_pii', 'C12'), await rejects()]).toEqual([0, 0, 1])
    expect([await rowsOf('bank_customer', 'C13'), await rowsOf('customer_pii', 'C13')]).toEqual([2, 2])
    await expect(readCustomer(app.context, ports, 'C12', headOffice)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // Beyond ten years nothing is kept either.
    expect(await carryOut((await ask('C15', 'ERASE')).id)).toMatchObject({ outcome: 'ERASED' })
    expect(await rowsOf('bank_txn', 'C15')).toBe(0)
  })

  it('PRV-11: a source that still has the customer does not bring them back', async () => {
    const path = join(app.dir, 'again.csv')
    writeFileSync(path, CONTACTS.replace('1980-01-01', '1980-01-02'))
    const result = await run<LoadResult>(app, 'data.load', { source: 'contacts', file: { path }, trustedPath: true })
    expect(result).toMatchObject({ status: 'loaded', report: { accepted: 1 } })
    expect([await rowsOf('bank_customer', 'C12'), await rowsOf('customer_pii', 'C12')]).toEqual([0, 0])
    expect(await rowsOf('customer_pii', 'C13')).toBe(3)
  })

  it('PRV-11: an attempt that was interrupted counts what it had removed, and is done once', async () => {
    const { id } = await ask('C13', 'ERASE')
    const { eraseCustomer } = await import('../../src/privacy/actions/erase-customer.js')
    await app.context.ledger.transaction(async (tx) => (await import('../../src/privacy/store/request-store.js')).decideRequest(tx, id, 'CONFIRMED', compliance, null))
    const stop = new AbortController()
    let saved: unknown = null
    const attempt = (signal: AbortSignal) =>
      eraseCustomer(app.context, ports, {
        id: 'erase-test', input: { requestId: id }, actor: compliance, signal, checkpoint: saved,
        progress: ({ step, done }) => (step === 'removing' && (done ?? 0) > 4 ? stop.abort() : undefined),
        save: async (state) => void (saved = JSON.parse(JSON.stringify(state)) as unknown),
      })
    await expect(attempt(stop.signal)).rejects.toThrow()
    expect(await getRequest(app.context.ledger.db, id)).toMatchObject({ status: 'CONFIRMED', certificate: null })
    expect(await attempt(new AbortController().signal)).toEqual({ outcome: 'ERASED' })
    const { certificate } = await getRequest(app.context.ledger.db, id)
    expect(Object.fromEntries((certificate?.removed ?? []).map(({ table, rows }) => [table, rows]))).toMatchObject({ bank_customer: 3, customer_pii: 3 })
    expect(await attempt(new AbortController().signal)).toEqual({ outcome: 'ERASED' })
  })
})
